import { coursesWithoutPaper } from '#modules/learning/study-hours';
import { m } from '#i18n/messages';
import type { Ctx } from '#platform/context';
import { formatNumber } from '#shared/money';

/** Courses that the member who is signed in finished and can have the certificate of. */
export const courseCertificates = async (ctx: Ctx) =>
  (await coursesWithoutPaper(ctx)).map(({ courseId, title, jp }) => ({
    ...{ courseId, title },
    jp: m.study_hours_jp({ count: jp, said: formatNumber(jp, ctx.locale) }),
  }));
