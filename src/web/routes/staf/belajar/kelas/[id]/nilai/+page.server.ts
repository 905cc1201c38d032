import { classWaiting, markClassWork, settleClassPost, viewClass } from '#modules/learning/classes';
import { zoneOf } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { markingPage, markingView, markOf, settleOf } from '#web/features/courses/parts/marking.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'courses.teach' };

export const load: PageServerLoad = async ({ locals: { ctx }, params, setHeaders, url }) => {
  // what people handed in stays in no cache
  setHeaders({ 'cache-control': 'private, no-store' });
  const id = idOf(params.id);
  const from = markingPage(url);
  const waiting = await classWaiting(ctx, id, from);
  const { name, course, libraryId } = await viewClass(ctx, id);
  const path = `/staf/belajar/kelas/${id}`;
  return {
    title: m.teach_name_course({ name, course: course.title }),
    back: localizeHref(path),
    view: markingView(ctx, waiting, { zone: await zoneOf({ db: ctx.db, libraryId }), path: `${path}/nilai`, from }),
  };
};

export const actions: Actions = {
  mark: formAction({ form: 'mark', anywhere: true }, async ({ ctx, params, values }) => {
    await markClassWork(ctx, { classId: idOf(params.id), workId: idIn(values) }, markOf(values));
    return done(m.course_tasks_marked(), '#dinilai');
  }),
  settle: formAction({ form: 'settle', anywhere: true }, async ({ ctx, params, values }) => {
    await settleClassPost(ctx, { classId: idOf(params.id), postId: idIn(values) }, settleOf(values));
    return done(m.course_tasks_settled(), '#diskusi');
  }),
};
