import { courseWaiting, getCourse, markCourseWork, settleCoursePost } from '#modules/learning/courses';
import { zoneOf } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { markingPage, markingView, markOf, settleOf } from '#web/features/courses/parts/marking.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'courses.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, params, setHeaders, url }) => {
  // what people handed in stays in no cache
  setHeaders({ 'cache-control': 'private, no-store' });
  const id = idOf(params.id);
  const from = markingPage(url);
  const waiting = await courseWaiting(ctx, id, from);
  const { title, libraryId } = await getCourse(ctx, id);
  const path = `/staf/belajar/${id}`;
  return {
    title,
    back: localizeHref(path),
    view: markingView(ctx, waiting, { zone: await zoneOf({ db: ctx.db, libraryId }), path: `${path}/nilai`, from }),
  };
};

export const actions: Actions = {
  mark: formAction({ form: 'mark', anywhere: true }, async ({ ctx, params, values }) => {
    await markCourseWork(ctx, { courseId: idOf(params.id), workId: idIn(values) }, markOf(values));
    return done(m.course_tasks_marked(), '#dinilai');
  }),
  settle: formAction({ form: 'settle', anywhere: true }, async ({ ctx, params, values }) => {
    await settleCoursePost(ctx, { courseId: idOf(params.id), postId: idIn(values) }, settleOf(values));
    return done(m.course_tasks_settled(), '#diskusi');
  }),
};
