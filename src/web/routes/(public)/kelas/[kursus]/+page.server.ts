import { redirect } from '@sveltejs/kit';
import { listedBookCards, joinCourse, leaveCourse, viewCourse, type Learner } from '#modules/learning/courses';
import type { PublicCourse } from '#modules/learning/courses/client';
import { viewCourseOutcome, viewTestOffer } from '#modules/learning/course-tests';
import { networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import type { Ctx } from '#platform/context';
import type { PageAccess } from '#platform/rights/access';
import { describeBook } from '#web/features/catalog/parts/describe-book.server.ts';
import { pupilBar } from '#web/features/classes/parts/pupil-bar.server.ts';
import { courseHref, courseJsonLd, courseView } from '#web/features/courses/course-view.server.ts';
import { outcomeWords } from '#web/features/courses/course-test/public-outcome.server.ts';
import { offerView } from '#web/features/courses/course-test/sitting-view.server.ts';
import { actingLearner, holdsPupil } from '#web/features/courses/parts/acting-learner.server.ts';
import { keepLearnerKey, learnerOf, leavePupilKey } from '#web/features/courses/parts/learner-key.server.ts';
import { whosePage } from '#web/features/courses/parts/whose-page.server.ts';
import { togetherOn } from '#web/features/partners/parts/together.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { publicShell } from '#web/kit/frame/shell.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

/** The course at an address; leads on where it has another now. */
async function courseAt(ctx: Ctx, slug: string, learner: Learner): Promise<PublicCourse> {
  const found = await viewCourse(ctx, slug, learner);
  // for good: links in papers and other sites learn the new one
  if ('moved' in found) redirect(308, courseHref(found.moved));
  return found.course;
}

export const load: PageServerLoad = async ({ locals: { ctx, services }, params, url, cookies, setHeaders }) => {
  const course = await courseAt(ctx, params.kursus, learnerOf(cookies));
  // how far somebody is is of them alone
  const pupil = await pupilBar(ctx, learnerOf(cookies));
  setHeaders({ 'cache-control': 'private, no-store', ...(await whosePage(ctx, learnerOf(cookies))) });
  const { network } = await publicShell(ctx);
  const origin = siteOrigin(services, url);
  const zone = await networkZone(ctx.db);
  return {
    ...courseView(ctx, course, zone),
    outcome: outcomeWords(ctx, await viewCourseOutcome(ctx, course.id), zone),
    pupil,
    books: (await listedBookCards(ctx, course.id)).map((card) => describeBook(ctx, card)),
    // what a pupil answered stays with the class, also when that has ended
    isPupil: await holdsPupil(ctx, cookies),
    test: offerView(course.slug, await viewTestOffer(ctx, course.slug, learnerOf(cookies))),
    together: await togetherOn(ctx, { courseId: course.id }),
    isSignedIn: ctx.actor.kind !== 'anonymous',
    canonical: origin + courseHref(course.slug),
    jsonLd: courseJsonLd(course, { origin, network: network ?? 'Lumbung' }),
  };
};

export const actions: Actions = {
  join: formAction({ form: 'join', anywhere: true }, async ({ ctx, event, params, cookies, url }) => {
    const learner = await actingLearner(ctx, cookies, event.getClientAddress());
    const { key } = await joinCourse(ctx, params.kursus, learner);
    keepLearnerKey(cookies, url, key);
    const { slug, next } = await courseAt(ctx, params.kursus, { key: key ?? learner.key });
    return done(null, next ? `/kelas/${slug}/${next.slug}` : `/kelas/${slug}`);
  }),
  leave: formAction({ form: 'leave', anywhere: true }, async ({ ctx, params, cookies, url }) => {
    if (await holdsPupil(ctx, cookies)) {
      leavePupilKey(cookies, url, true);
      return done(m.pupils_left(), '/kelas');
    }
    await leaveCourse(ctx, params.kursus, learnerOf(cookies));
    return m.learn_left();
  }),
};
