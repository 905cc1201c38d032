import { redirect } from '@sveltejs/kit';
import {
  addTask,
  checkCourse,
  getCourse,
  getLesson,
  removeLesson,
  saveLesson,
  saveTask,
  setLessonCompetences,
  setTaskCompetence,
} from '#modules/learning/courses';
import { listFiles, listPictures } from '#modules/ground/content';
import { zoneOf } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { languagesOf, writingActions } from '#web/features/content/parts/writing-actions.server.ts';
import { OFFERED, writingView } from '#web/features/content/parts/writing-view.server.ts';
import { lessonOf } from '#web/features/courses/editor/course-form.server.ts';
import { checkViews, lessonPath } from '#web/features/courses/editor/course-view.server.ts';
import { stateWords } from '#web/features/courses/editor/course-words.ts';
import { firstTask } from '#web/features/courses/editor/tasks/first-task.server.ts';
import { competenceChoices } from '#web/features/courses/editor/competences.server.ts';
import { lessonActs } from '#web/features/courses/editor/lesson-acts.server.ts';
import { lessonViews } from '#web/features/courses/editor/lesson-list.server.ts';
import { outlineOf, takenOut } from '#web/features/courses/editor/outline.server.ts';
import { commentActions, commentsView, openByPart } from '#web/features/courses/editor/together/comments.server.ts';
import { taskOf } from '#web/features/courses/editor/tasks/task-form.server.ts';
import { taskRefusal } from '#web/features/courses/editor/tasks/task-refusal.server.ts';
import { taskViews } from '#web/features/courses/editor/tasks/task-view.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { idIn, idOrNull, idsIn, versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = { may: ['courses.manage', 'courses.teach'] };

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
  const lesson = await getLesson(ctx, idOf(params.pelajaran));
  const { id, courseId, libraryId } = lesson;
  // a lesson has one address, below its own course
  if (courseId !== idOf(params.id)) redirect(307, localizeHref(lessonPath(courseId, id)));
  const course = await getCourse(ctx, courseId);
  const offered = { libraryIds: libraryId === null ? [] : [libraryId], before: null, limit: OFFERED };
  const { title, titleEn, module, moduleEn, minutes, guide } = lesson;
  const views = await taskViews(ctx, lesson.tasks);
  const zone = await zoneOf({ db: ctx.db, libraryId });
  const comments = await commentsView(ctx, id, {
    ...{ blocks: lesson.writing.blocks, zone },
    called: (body) => takenOut(body, views.tasks),
  });
  const tested = lesson.tasks.flatMap(({ competenceId }) => competenceId ?? []);
  return {
    ...{ id, version: lesson.version, courseTitle: lesson.courseTitle },
    head: { title, titleEn, module, moduleEn, minutes, guide },
    stands: stateWords(lesson.courseState),
    isShown: lesson.courseState === 'published',
    competenceIds: lesson.competenceIds,
    competences: await competenceChoices(ctx, [...lesson.competenceIds, ...tested]),
    courseHref: localizeHref(`/staf/belajar/${courseId}`),
    previewHref: localizeHref(`${lessonPath(courseId, id)}/pratinjau`),
    lessons: lessonViews(courseId, course.lessons),
    comments,
    outline: outlineOf(lesson.writing.blocks, views.tasks, openByPart(comments)),
    ...views,
    checks: checkViews(courseId, await checkCourse(ctx, courseId, id)),
    writing: await writingView(ctx, {
      ...{ writing: lesson.writing, removed: lesson.removed, own: lessonPath(courseId, id), url },
      called: (body) => takenOut(body, views.tasks),
      zone,
      pictures: await listPictures(ctx, offered),
      files: await listFiles(ctx, { ...offered, hidden: false }),
    }),
  };
};

const parts = writingActions<RequestEvent>((ctx, { pelajaran }) => lessonActs(ctx, pelajaran));

const talk = commentActions<RequestEvent>(({ pelajaran }) => pelajaran);

export const actions: Actions = {
  comment: talk.comment,
  answer: talk.answer,
  settle: talk.settle,
  reopen: talk.reopen,
  accept: talk.accept,
  takeBack: talk.takeBack,
  block: parts.block,
  add: parts.add,
  move: parts.move,
  remove: parts.remove,
  back: parts.back,
  paste: parts.paste,
  head: formAction({ form: 'head', anywhere: true }, async ({ ctx, params, values, url }) => {
    await saveLesson(ctx, idOf(params.pelajaran), { ...lessonOf(values), version: versionIn(values) });
    return done(m.courses_saved(), languagesOf(url));
  }),
  addTask: formAction({ form: 'add', anywhere: true }, async ({ ctx, params, values }) => {
    const added = { body: firstTask(values), after: idOrNull(values, 'after') };
    const { taskId, blockId } = await addTask(ctx, idOf(params.pelajaran), added);
    return done(null, `?tugas=${taskId}#bagian-${blockId}`);
  }),
  task: formAction(
    {
      anywhere: true,
      refused: (refusal, { values }) => ({ ...refusal, ...taskRefusal(refusal.fields, values), form: 'task' }),
    },
    async ({ ctx, values, url }) => {
      const taskId = idIn(values, 'taskId');
      await saveTask(ctx, taskId, { version: versionIn(values), body: taskOf(values) });
      return done(m.courses_task_saved(), `${languagesOf(url)}#tugas-${taskId}`);
    },
  ),
  competences: formAction({ form: 'competences', anywhere: true }, async ({ ctx, params, values, data, url }) => {
    const chosen = { version: versionIn(values), competenceIds: idsIn(data, 'competenceIds') };
    await setLessonCompetences(ctx, idOf(params.pelajaran), chosen);
    return done(m.courses_competences_saved(), `${languagesOf(url)}#kemampuan`);
  }),
  tests: formAction({ form: 'act', anywhere: true }, async ({ ctx, values, url }) => {
    const taskId = idIn(values, 'taskId');
    await setTaskCompetence(ctx, taskId, {
      version: versionIn(values),
      competenceId: idOrNull(values, 'competenceId'),
    });
    return done(m.courses_competences_saved(), `${languagesOf(url)}#tugas-${taskId}`);
  }),
  removeLesson: formAction({ form: 'act', anywhere: true }, async ({ ctx, params, values }) => {
    await removeLesson(ctx, idOf(params.pelajaran), versionIn(values));
    return done(m.courses_lesson_removed(), `/staf/belajar/${idOf(params.id)}#dibuang`);
  }),
};
