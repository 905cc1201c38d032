import { redirect } from '@sveltejs/kit';
import {
  answerTask,
  askHint,
  finishLesson,
  handInWork,
  joinCourse,
  removePost,
  reportPostOf,
  takePractice,
  viewLesson,
} from '#modules/learning/courses';
import { pupilLibrary } from '#modules/learning/classes';
import { enterPractice } from '#modules/learning/practice';
import { m } from '#i18n/messages';
import { platformErrors } from '#platform/errors';
import { readRequestKey } from '#platform/requests/request-key';
import type { PageAccess } from '#platform/rights/access';
import { pupilBar } from '#web/features/classes/parts/pupil-bar.server.ts';
import { courseHref } from '#web/features/courses/course-view.server.ts';
import { actingLearner } from '#web/features/courses/parts/acting-learner.server.ts';
import { keepLearnerKey, learnerOf } from '#web/features/courses/parts/learner-key.server.ts';
import { whosePage } from '#web/features/courses/parts/whose-page.server.ts';
import { openTasks, sectionViews, taskIn } from '#web/features/courses/lesson-view.server.ts';
import { answerOf } from '#web/features/courses/read-answer.server.ts';
import { reserveListed } from '#web/features/courses/reading-task.server.ts';
import { readSearch, searchHref, searchIn } from '#web/features/courses/task-search.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idAsked, idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: 'public',
  actions: { take: 'account', enter: 'account', reserve: 'member' },
};

const addressOf = (params: { kursus: string; pelajaran: string }) => ({
  course: params.kursus,
  lesson: params.pelajaran,
});

export const load: PageServerLoad = async ({ locals: { ctx, services }, params, url, cookies, setHeaders }) => {
  const learner = { ...learnerOf(cookies), libraryId: await pupilLibrary(ctx, learnerOf(cookies).key) };
  const { lesson } = await viewLesson(ctx, addressOf(params), learner);
  const { course } = lesson;
  const href = courseHref(course.slug, lesson.slug);
  if (course.slug !== params.kursus || lesson.slug !== params.pelajaran) redirect(308, href);
  // what somebody answered is of them alone
  const pupil = await pupilBar(ctx, learner);
  setHeaders({ 'cache-control': 'private, no-store', ...(await whosePage(ctx, learner)) });
  const sections = await sectionViews(ctx, lesson, {
    learner,
    taskId: idAsked(url.searchParams.get('tugas')),
    search: readSearch(url.searchParams),
  });
  const wayTo = (line: typeof lesson.next) =>
    line && {
      href: courseHref(course.slug, line.slug),
      number: m.learn_lesson_number({ number: line.number }),
      title: line.title,
      lang: line.language === ctx.locale ? undefined : line.language,
    };
  return {
    title: lesson.title,
    lang: lesson.language === ctx.locale ? undefined : lesson.language,
    place: m.learn_lesson_of({ number: lesson.number, of: lesson.of }),
    minutes: m.learn_minutes({ count: lesson.minutes }),
    course: {
      href: courseHref(course.slug),
      title: course.title,
      lang: course.language === ctx.locale ? undefined : course.language,
    },
    sections,
    open: openTasks(sections),
    isDone: lesson.standing === 'done',
    pupil,
    previous: wayTo(lesson.previous),
    next: wayTo(lesson.next),
    canonical: siteOrigin(services, url) + href,
  };
};

export const actions: Actions = {
  answer: formAction({ form: 'answer', anywhere: true }, async ({ ctx, event, params, cookies, url, values, data }) => {
    // the worker of the app sends it with a key of its own: when the answer is lost on the way it is sent again
    const sentAs = readRequestKey(event.request.headers.get('idempotency-key'));
    const own = await actingLearner(ctx, cookies, event.getClientAddress());
    const learner = { ...own, sentAs, libraryId: await pupilLibrary(ctx, own.key) };
    const { lesson } = await viewLesson(ctx, addressOf(params), learner);
    const task = taskIn(lesson, idIn(values, 'tugas'));
    if (!task) throw platformErrors.notFound();
    const { key } = await answerTask(
      ctx,
      { ...addressOf(params), taskId: task.id, answer: answerOf(task, values, data) },
      learner,
    );
    keepLearnerKey(cookies, url, key);
    return done(null, task.kind === 'search' ? searchHref(task.id, searchIn(data)) : `#tugas-${String(task.id)}`);
  }),
  draw: formAction({ form: 'draw', anywhere: true }, async ({ ctx, event, params, cookies, url, values }) => {
    const { key } = await joinCourse(ctx, params.kursus, await actingLearner(ctx, cookies, event.getClientAddress()));
    keepLearnerKey(cookies, url, key);
    return done(null, `#tugas-${String(idIn(values, 'tugas'))}`);
  }),
  reserve: formAction({ form: 'reserve', anywhere: true }, async ({ ctx, event, params, cookies, values }) => {
    const { lesson } = await viewLesson(ctx, addressOf(params), learnerOf(cookies));
    const task = taskIn(lesson, idIn(values, 'tugas'));
    const bibId = idIn(values, 'bibId');
    const book = task?.kind === 'reading' ? task.books.find((one) => one.bibId === bibId) : undefined;
    if (!task || !book) throw platformErrors.notFound();
    const requestKey = readRequestKey(event.request.headers.get('idempotency-key'));
    const said = await reserveListed(ctx, { bibId, title: book.title, pickup: values.pickup, requestKey });
    return done(said, `#tugas-${String(task.id)}`);
  }),
  handIn: formAction({ form: 'answer', anywhere: true, upload: 'file' }, async (sent) => {
    const { ctx, event, params, cookies, url, values, data } = sent;
    const taskId = idIn(values, 'tugas');
    const learner = await actingLearner(ctx, cookies, event.getClientAddress());
    const text = values.text ?? '';
    const file = data.get(`file${String(taskId)}`);
    const at = { ...addressOf(params), taskId };
    const { key } =
      file instanceof File && file.size > 0
        ? await handInWork(ctx, sent.services.storage, { ...at, text, file }, learner)
        : await answerTask(ctx, { ...at, answer: { kind: 'assignment', text } }, learner);
    keepLearnerKey(cookies, url, key);
    return done(m.course_tasks_handed_in(), `#tugas-${String(taskId)}`);
  }),
  unsay: formAction({ form: 'answer', anywhere: true }, async ({ ctx, event, params, cookies, values }) => {
    const taskId = idIn(values, 'tugas');
    await removePost(
      ctx,
      { ...addressOf(params), taskId },
      await actingLearner(ctx, cookies, event.getClientAddress()),
    );
    return done(m.course_tasks_unsaid(), `#tugas-${String(taskId)}`);
  }),
  report: formAction({ form: 'answer', anywhere: true }, async ({ ctx, event, params, cookies, values }) => {
    const taskId = idIn(values, 'tugas');
    const at = { ...addressOf(params), taskId, postId: idIn(values, 'post') };
    await reportPostOf(ctx, at, await actingLearner(ctx, cookies, event.getClientAddress()));
    return done(m.course_tasks_reported(), `#tugas-${String(taskId)}`);
  }),
  hint: formAction({ form: 'hint', anywhere: true }, async ({ ctx, event, params, cookies, url, values, data }) => {
    const taskId = idIn(values, 'tugas');
    const { key } = await askHint(
      ctx,
      { ...addressOf(params), taskId },
      await actingLearner(ctx, cookies, event.getClientAddress()),
    );
    keepLearnerKey(cookies, url, key);
    return done(null, searchHref(taskId, searchIn(data)));
  }),
  take: formAction({ form: 'take', anywhere: true }, async ({ ctx, params, cookies, values }) => {
    const taskId = idIn(values, 'tugas');
    await takePractice(ctx, { ...addressOf(params), taskId }, learnerOf(cookies));
    return done(null, `#tugas-${String(taskId)}`);
  }),
  enter: formAction({ form: 'enter', anywhere: true }, async ({ ctx, url, values }) => ({
    way: { taskId: idIn(values, 'tugas'), address: (await enterPractice(ctx, url)).address },
  })),
  finish: formAction({ form: 'finish', anywhere: true }, async ({ ctx, event, params, cookies, url }) => {
    const learner = await actingLearner(ctx, cookies, event.getClientAddress());
    const { key, courseDone } = await finishLesson(ctx, addressOf(params), learner);
    keepLearnerKey(cookies, url, key);
    const { lesson } = await viewLesson(ctx, addressOf(params), { key: key ?? learner.key });
    const { course, next, title } = lesson;
    if (courseDone) return done(m.learn_course_done({ title: course.title }), `/kelas/${course.slug}`);
    return done(m.learn_lesson_done({ title }), next ? `/kelas/${course.slug}/${next.slug}` : `/kelas/${course.slug}`);
  }),
};
