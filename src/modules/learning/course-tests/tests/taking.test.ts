import { beforeAll, expect, test } from 'vitest';
import { getCourse, getLesson, joinCourse, saveCourse, setLessonCompetences } from '#modules/learning/courses';
import { code } from '../../../../../tests/support/collection-house.ts';
import { choice } from '../../../../../tests/support/course-house.ts';
import { courseTestHouse } from '../../../../../tests/support/course-test-house.ts';
import { holdRow } from '../../../../../tests/support/held-row.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  beginSitting,
  closeCourseTest,
  handInTest,
  keepTestAnswers,
  viewTestOffer,
  type AnswersInput,
} from '../index.ts';

const t = useTestDb();
const { guest, writer, publish, draft, line, versionOf, tested, begin, seen, handIn, learn, readLines } =
  courseTestHouse(t);
const NOBODY = { key: null };

beforeAll(readLines);

test('a test is taken before the first lesson and when all are done; what is right never leaves', async () => {
  const course = await tested('Jalan penuh');
  expect(await viewTestOffer(guest(), course.slug, NOBODY)).toMatchObject({ before: 'offered', after: 'early' });
  expect(await code(beginSitting(guest(), { course: course.slug, part: 'after' }, NOBODY))).toBe(
    'course_tests.too_early',
  );
  const key = await begin(course, 'before');
  const open = await seen(course, 'before', key);
  expect(open.items.map(({ prompt }) => prompt)).toEqual(['Satu', 'Dua', 'Tiga']);
  expect(JSON.stringify(open)).not.toMatch(/right|feedback|isRight/);
  // what was kept is there again, and nothing is said of it
  const [first] = open.items;
  const kept: AnswersInput = [{ itemId: first?.id ?? 0, answer: { kind: 'one', choice: 1 } }];
  await keepTestAnswers(guest(), { course: course.slug, part: 'before', answers: kept }, { key });
  expect((await seen(course, 'before', key)).items[0]?.answer).toEqual({ kind: 'one', choice: 1 });
  await handIn(course, 'before', key, 1);
  expect(await seen(course, 'before', key)).toMatchObject({ state: 'handed_in', items: [], outcome: null });
  expect(await code(handIn(course, 'before', key, 3))).toBe('course_tests.handed_in');
  await learn(course, key);
  await begin(course, 'after', key);
  await handIn(course, 'after', key, 2);
  const { outcome } = await seen(course, 'after', key);
  expect(outcome).toMatchObject({
    competences: [
      { id: line.searching, right: 2, total: 2, reached: true },
      { id: line.judging, right: 0, total: 1, reached: false },
    ],
    next: { right: 0, total: 1, lesson: null },
  });
  // another browser sees nothing of it
  expect(await seen(course, 'after', null)).toMatchObject({ state: 'early', outcome: null });
});

test('who has begun a lesson takes no test before it any more; the weakest competence leads to its lesson', async () => {
  const course = await tested('Langsung belajar');
  const { key } = await joinCourse(guest(), course.slug, NOBODY);
  await learn(course, key);
  expect(await code(begin(course, 'before', key))).toBe('course_tests.too_late');
  await begin(course, 'after', key);
  await handIn(course, 'after', key, 0);
  expect((await seen(course, 'after', key)).outcome?.next).toMatchObject({
    ...{ right: 0, total: 2 },
    lesson: { slug: course.slug, lessonSlug: course.lesson },
  });
});

test('who began the test before in time hands it in later, until they begin the test after', async () => {
  const course = await tested('Lanjut kapan saja');
  const [later, never] = [await begin(course, 'before'), await begin(course, 'before')];
  for (const key of [later, never]) await learn(course, key);
  await handIn(course, 'before', later, 1);
  await begin(course, 'after', later);
  expect(await seen(course, 'after', later)).toMatchObject({ state: 'begun', didBefore: true });
  await begin(course, 'after', never);
  expect(await code(handIn(course, 'before', never, 1))).toBe('course_tests.too_late');
  expect(await seen(course, 'after', never)).toMatchObject({ didBefore: false });
});

test('a test that is closed while somebody begins it is not begun', async () => {
  const course = await tested('Ditutup');
  const version = await versionOf(course.id);
  const held = await holdRow(t, 'course_test', course.id, 'course_id');
  const closing = closeCourseTest(writer(), course.id, version);
  await held.waitedFor(1);
  const beginning = code(begin(course, 'before'));
  await held.waitedFor(2);
  await held.letGo();
  await closing;
  expect(await beginning).toBe('course_tests.not_open');
});

test('the next step is a lesson that this learner has, else one of a course for the same people', async () => {
  const course = await tested('Langkah');
  const teaching = async (title: string, audience: 'librarians' | 'pupils') => {
    const other = await draft(title, [choice()]);
    await saveCourse(writer(), other.id, { title, audience, version: (await getCourse(writer(), other.id)).version });
    const { version } = await getLesson(writer(), other.lessonId);
    await setLessonCompetences(writer(), other.lessonId, { version, competenceIds: [line.judging] });
    await publish(other.id);
    return other;
  };
  const after = async (right: number) => {
    const { key } = await joinCourse(guest(), course.slug, NOBODY);
    await learn(course, key);
    await begin(course, 'after', key);
    await handIn(course, 'after', key, right);
    return async () => (await seen(course, 'after', key)).outcome?.next?.lesson;
  };
  const [searching, judging] = [await after(0), await after(2)];
  await teaching('Untuk petugas', 'librarians');
  expect(await judging()).toBeNull();
  const { slug, lesson: lessonSlug } = await teaching('Untuk murid', 'pupils');
  expect(await judging()).toEqual({ slug, lessonSlug, course: 'Untuk murid', lesson: 'Pelajaran satu' });
  // the next version teaches something else; who has begun stays with theirs
  const { version } = await getLesson(writer(), course.lessonId);
  await setLessonCompetences(writer(), course.lessonId, { version, competenceIds: [line.judging] });
  await publish(course.id);
  expect(await searching()).toMatchObject({ slug: course.slug, lessonSlug: course.lesson });
  expect(await judging()).toMatchObject({ slug });
});

test('of two that are handed in at once one counts, and what is no answer to an item is refused', async () => {
  const course = await tested('Dua sekaligus');
  const key = await begin(course, 'before');
  const [first] = (await seen(course, 'before', key)).items;
  const send = async (answers: AnswersInput) =>
    handInTest(guest(), { course: course.slug, part: 'before', answers }, { key });
  expect(await code(send([{ itemId: first?.id ?? 0, answer: { kind: 'number', value: 1 } }]))).toBe(
    'course_tests.answer_unfit',
  );
  expect(await code(send([{ itemId: 999_999, answer: { kind: 'one', choice: 1 } }]))).toBe('course_tests.answer_unfit');
  const both = await Promise.allSettled([handIn(course, 'before', key, 3), handIn(course, 'before', key, 0)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  // begun twice at once is begun once
  const other = await begin(course, 'before');
  await Promise.all([begin(course, 'before', other), begin(course, 'before', other)]);
  expect((await seen(course, 'before', other)).items).toHaveLength(3);
});
