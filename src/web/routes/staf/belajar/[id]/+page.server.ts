import {
  addLesson,
  checkCourse,
  courseReview,
  getCourse,
  moveLesson,
  publishCourse,
  putLessonBack,
  removeCourse,
  reviewCourse,
  saveCourse,
  submitCourse,
  taskMisses,
  withdrawCourse,
} from '#modules/learning/courses';
import { getSetting, nameLibraries, zoneOf } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { formatInstant } from '#shared/dates';
import { courseOf, courseOptions, courseValues, lessonOf } from '#web/features/courses/editor/course-form.server.ts';
import { checkViews, lessonPath, missViews } from '#web/features/courses/editor/course-view.server.ts';
import { stateWords } from '#web/features/courses/editor/course-words.ts';
import { reviewView } from '#web/features/courses/editor/together/review-view.server.ts';
import { lessonViews } from '#web/features/courses/editor/lesson-list.server.ts';
import { tiedHere } from '#web/features/partners/parts/together.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { choiceIn, idIn, versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: ['courses.manage', 'courses.teach'] };

const LIST = '/staf/belajar';
const ROOM = '/staf/guru';

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
  const course = await getCourse(ctx, idOf(params.id));
  const { id, libraryId, state } = course;
  const zone = await zoneOf({ db: ctx.db, libraryId });
  const nameOf = await nameLibraries(ctx);
  const review = reviewView(ctx, await courseReview(ctx, id), zone);
  return {
    ...{ title: course.title, version: course.version, state, slug: course.slug },
    ...{ values: courseValues(course), options: courseOptions() },
    isImported: url.searchParams.get('dari') === 'arsip' && state === 'draft',
    place: libraryId === null ? m.site_whole_network() : nameOf(libraryId).name,
    stands: stateWords(state),
    waits: course.submittedBy === '' ? null : m.courses_submitted_by({ name: course.submittedBy }),
    changed: m.courses_changed_at({ at: formatInstant(course.changedAt, zone, ctx.locale, 'medium') }),
    lessons: lessonViews(id, course.lessons),
    tied: await tiedHere(ctx, { courseId: id }),
    removed: course.removed,
    review,
    publish: {
      ...{ version: course.version, state, isSubmitted: course.submittedBy !== '', wasShown: course.wasShown },
      secondPerson: await getSetting(ctx.db, 'siteSecondPerson'),
      ownSubmission: course.ownSubmission,
      checks: checkViews(id, await checkCourse(ctx, id)),
      versions: course.versions.map(({ number, publishedAt, publishedBy }) => ({
        number,
        words: m.courses_version_line({
          at: formatInstant(publishedAt, zone, ctx.locale, 'medium'),
          name: publishedBy,
        }),
      })),
    },
    misses: missViews(id, await taskMisses(ctx, id)),
    hrefs: {
      list: localizeHref(review.isManager ? LIST : ROOM),
      authors: localizeHref(`${LIST}/${id}/penulis`),
      archive: review.isManager ? localizeHref(`${LIST}/${id}/arsip.zip`) : null,
      test: review.isManager ? localizeHref(`${LIST}/${id}/tes`) : null,
      results: review.isManager ? localizeHref(`${LIST}/${id}/hasil`) : null,
      marking: review.isManager ? localizeHref(`${LIST}/${id}/nilai`) : null,
      guide: localizeHref(`${LIST}/${id}/panduan.pdf`),
      published: state === 'published' ? localizeHref(`${LIST}/${id}/panduan.pdf?versi=terbit`) : null,
      public: state === 'published' ? localizeHref(`/kelas/${course.slug}`) : null,
      sheets: state === 'published' ? localizeHref(`/kelas/${course.slug}/lembar.pdf`) : null,
    },
  };
};

const BY = ['up', 'down'] as const;
const at = (lessonId: number): string => `#pelajaran-${lessonId}`;

export const actions: Actions = {
  save: formAction({ form: 'save', anywhere: true }, async ({ ctx, params, values }) => {
    const { slug } = values;
    await saveCourse(ctx, idOf(params.id), { ...courseOf(values), slug, version: versionIn(values) });
    return m.courses_saved();
  }),
  addLesson: formAction({ form: 'addLesson', anywhere: true }, async ({ ctx, params, values }) => {
    const id = idOf(params.id);
    return done(null, lessonPath(id, await addLesson(ctx, id, lessonOf(values))));
  }),
  move: formAction({ form: 'move', anywhere: true }, async ({ ctx, values }) => {
    const lessonId = idIn(values, 'lessonId');
    await moveLesson(ctx, lessonId, choiceIn(values, 'by', BY));
    return done(null, at(lessonId));
  }),
  back: formAction({ form: 'back', anywhere: true }, async ({ ctx, values }) => {
    const lessonId = idIn(values, 'lessonId');
    await putLessonBack(ctx, lessonId);
    return done(m.courses_lesson_is_back(), at(lessonId));
  }),
  submit: formAction({ form: 'act', anywhere: true }, async ({ ctx, params, values }) => {
    await submitCourse(ctx, idOf(params.id), versionIn(values));
    return m.courses_submitted();
  }),
  agree: formAction({ form: 'review', anywhere: true }, async ({ ctx, params, values }) => {
    await reviewCourse(ctx, idOf(params.id), { version: versionIn(values), verdict: 'agreed' });
    return done(m.coauthors_agree_said(), '#bersama');
  }),
  changes: formAction({ form: 'review', anywhere: true }, async ({ ctx, params, values }) => {
    const said = { verdict: 'changes' as const, words: values.words ?? '' };
    await reviewCourse(ctx, idOf(params.id), { ...said, version: versionIn(values) });
    return done(m.coauthors_changes_said(), '#bersama');
  }),
  publish: formAction({ form: 'act', anywhere: true }, async ({ ctx, params, values }) => {
    await publishCourse(ctx, idOf(params.id), versionIn(values));
    return m.courses_published();
  }),
  withdraw: formAction({ form: 'act', anywhere: true }, async ({ ctx, params, values }) => {
    await withdrawCourse(ctx, idOf(params.id), versionIn(values));
    return m.courses_withdrawn();
  }),
  delete: formAction({ form: 'act', anywhere: true }, async ({ ctx, params, values }) => {
    await removeCourse(ctx, idOf(params.id), versionIn(values));
    return done(m.courses_deleted(), LIST);
  }),
};
