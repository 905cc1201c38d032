import { countOpenCourses, courseFaces, leaveAllCourses, listOpenCourses } from '#modules/learning/courses';
import { AUDIENCES } from '#modules/learning/courses/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { pupilBar } from '#web/features/classes/parts/pupil-bar.server.ts';
import { audienceAsked, audienceParam, audienceWords } from '#web/features/courses/course-words.server.ts';
import { openCourseView } from '#web/features/courses/course-view.server.ts';
import { holdsPupil } from '#web/features/courses/parts/acting-learner.server.ts';
import { forgetLearnerKey, learnerOf, leavePupilKey } from '#web/features/courses/parts/learner-key.server.ts';
import { whosePage } from '#web/features/courses/parts/whose-page.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

const PATH = '/kelas';
const PER_PAGE = 20;

const hrefOf = (query: Record<string, string>): string => {
  const said = new URLSearchParams(query).toString();
  return localizeHref(said ? `${PATH}?${said}` : PATH);
};

export const load: PageServerLoad = async ({ locals: { ctx, services }, url, cookies, setHeaders }) => {
  const counted = (await countOpenCourses(ctx)).filter(({ count }) => count > 0);
  const audience = audienceAsked(url.searchParams.get('untuk'));
  const cursor = url.searchParams.get('lanjut') ?? undefined;
  const { data, next } = await listOpenCourses(ctx, {
    ...{ audience: audience ?? undefined, cursor, limit: PER_PAGE },
  });
  const faces = await courseFaces(
    ctx,
    data.map(({ id }) => id),
  );
  const narrowed: Record<string, string> = audience === null ? {} : { untuk: audienceParam(audience) };
  // whoever is signed in has their courses in their account
  const isKnown = ctx.actor.kind === 'anonymous' && learnerOf(cookies).key !== null;
  const pupil = isKnown ? await pupilBar(ctx, learnerOf(cookies)) : null;
  const isPupil = await holdsPupil(ctx, cookies);
  setHeaders({
    ...(await whosePage(ctx, learnerOf(cookies))),
    ...(isKnown && { 'cache-control': 'private, no-store' }),
  });
  return {
    courses: data.map((course) => openCourseView(ctx, course, faces.get(course.id))),
    hasFaces: faces.size > 0,
    audience: audience && audienceWords(audience),
    audiences:
      counted.length < 2 && audience === null
        ? []
        : [
            { key: '', label: null, href: hrefOf({}), isHere: audience === null },
            ...AUDIENCES.filter((one) => one === audience || counted.some((kept) => kept.audience === one)).map(
              (one) => ({
                key: one,
                label: audienceWords(one),
                href: hrefOf({ untuk: audienceParam(one) }),
                isHere: one === audience,
              }),
            ),
          ],
    allHref: hrefOf({}),
    next: next && hrefOf({ ...narrowed, lanjut: next }),
    // what a pupil answered stays with the class: they sign out, and forget nothing
    isKnown: isKnown && !isPupil,
    // of a class that has ended, or where their parents allow it no more
    isFormerPupil: isPupil && pupil === null,
    pupil,
    canonical: siteOrigin(services, url) + hrefOf(narrowed),
  };
};

export const actions: Actions = {
  forget: formAction({ anywhere: true }, async ({ ctx, cookies, url }) => {
    if (await holdsPupil(ctx, cookies)) {
      leavePupilKey(cookies, url, true);
      return done(m.pupils_left(), PATH);
    }
    // of somebody who has signed in meanwhile nothing is taken: only this browser forgets
    if (ctx.actor.kind === 'anonymous') await leaveAllCourses(ctx, learnerOf(cookies));
    forgetLearnerKey(cookies, url);
    return done(m.learn_forgotten(), PATH);
  }),
};
