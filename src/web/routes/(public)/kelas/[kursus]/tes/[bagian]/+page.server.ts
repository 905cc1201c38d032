import { redirect } from '@sveltejs/kit';
import { beginSitting, handInTest, keepTestAnswers, viewSitting } from '#modules/learning/course-tests';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { platformErrors } from '#platform/errors';
import type { PageAccess } from '#platform/rights/access';
import { pupilBar } from '#web/features/classes/parts/pupil-bar.server.ts';
import { answersIn } from '#web/features/courses/course-test/read-answers.server.ts';
import { partAsked, sittingView, testPath } from '#web/features/courses/course-test/sitting-view.server.ts';
import { actingLearner } from '#web/features/courses/parts/acting-learner.server.ts';
import { keepLearnerKey, learnerOf } from '#web/features/courses/parts/learner-key.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

/** Which part of the test of which course an address names. */
function placeOf(params: { kursus: string; bagian: string }) {
  const part = partAsked(params.bagian);
  if (part === null) throw platformErrors.notFound();
  return { course: params.kursus, part };
}

export const load: PageServerLoad = async ({ locals: { ctx }, params, cookies, setHeaders }) => {
  const at = placeOf(params);
  const view = await sittingView(ctx, at, learnerOf(cookies));
  if (view.slug !== params.kursus) redirect(308, localizeHref(testPath(view.slug, at.part)));
  // what somebody answers is of them alone
  setHeaders({ 'cache-control': 'private, no-store' });
  return { view, pupil: await pupilBar(ctx, learnerOf(cookies)) };
};

export const actions: Actions = {
  begin: formAction({ form: 'begin', anywhere: true }, async ({ ctx, event, params, cookies, url }) => {
    const { key } = await beginSitting(
      ctx,
      placeOf(params),
      await actingLearner(ctx, cookies, event.getClientAddress()),
    );
    keepLearnerKey(cookies, url, key);
  }),
  keep: formAction({ form: 'answers', anywhere: true }, async ({ ctx, params, cookies, values }) => {
    const at = placeOf(params);
    const learner = await actingLearner(ctx, cookies);
    const { items } = await viewSitting(ctx, at, learner);
    await keepTestAnswers(ctx, { ...at, answers: answersIn(items, values) }, learner);
    return m.course_tests_kept();
  }),
  handIn: formAction({ form: 'answers', anywhere: true }, async ({ ctx, params, cookies, values }) => {
    const at = placeOf(params);
    const learner = await actingLearner(ctx, cookies);
    const { items } = await viewSitting(ctx, at, learner);
    const { answered } = await handInTest(ctx, { ...at, answers: answersIn(items, values) }, learner);
    return done(m.course_tests_thanks({ count: answered }), '');
  }),
};
