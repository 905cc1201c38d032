import { ownCertificates } from '#modules/community/certificates';
import type { PageAccess } from '#platform/rights/access';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { formatNumber } from '#shared/money';
import { localizeHref } from '#i18n/runtime';
import { issueCourseCertificate } from '#modules/learning/study-hours';
import { courseCertificates } from '#web/features/study-hours/parts/course-certificates.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'member';

export const load: PageServerLoad = async ({ locals: { ctx } }) => ({
  courses: await courseCertificates(ctx),
  certificates: (await ownCertificates(ctx)).map((one) => ({
    code: one.code,
    number: one.number,
    program: one.program,
    placeAndDays: one.placeAndDays,
    jp: m.certificate_jp_count({ count: formatNumber(one.jp, ctx.locale) }),
    issuedOn: formatDate(localDate(one.issuedAt, one.library.timeZone), ctx.locale),
    revoked: one.revokedAt !== null,
    pdfHref: localizeHref(`/akun/sertifikat/${one.code}/pdf`),
    checkHref: localizeHref(`/sertifikat/${one.code}`),
  })),
});

export const actions: Actions = {
  certificate: formAction({ form: 'certificate', anywhere: true }, async ({ ctx, values }) => {
    await issueCourseCertificate(ctx, idIn(values, 'courseId'));
    return m.study_hours_certificate_taken();
  }),
};
