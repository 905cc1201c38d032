import { beforeAll, expect, test } from 'vitest';
import { viewClassOutcome } from '#modules/learning/classes';
import { listCompetences } from '#modules/learning/competences';
import {
  answerTask,
  finishLesson,
  getCourse,
  getLesson,
  joinCourse,
  leaveCourse,
  saveCourse,
  setLessonCompetences,
} from '#modules/learning/courses';
import { learnerKeyRetention, saveSampleAuthor } from '#modules/learning/courses/testing';
import { aLibrary, aMember, eraseByNumber } from '#modules/people/members/testing';
import { classHouse } from '../../../../../tests/support/class-house.ts';
import { code } from '../../../../../tests/support/collection-house.ts';
import { choice } from '../../../../../tests/support/course-house.ts';
import { holdRow } from '../../../../../tests/support/held-row.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addTestItem,
  beginSitting,
  closeCourseTest,
  gainOfLearners,
  handInTest,
  keepTestAnswers,
  listCourseResults,
  openCourseTest,
  restoreTestItem,
  retireTestItem,
  saveCourseTest,
  saveTestItem,
  viewCourseResults,
  viewCourseTest,
  viewSitting,
  viewTestOffer,
  type AnswersInput,
  type ItemInput,
} from '../index.ts';
import { beginningWords } from '../writing/beginning.ts';
import { courseTestsPersonalData } from '../personal-data.ts';

const t = useTestDb();
const { guest, writer, publish, draft, teacher, aClass, enter } = classHouse(t);
const NOBODY = { key: null };
const line = { searching: 0, judging: 0 };

beforeAll(async () => {
  const { data } = await listCompetences(t.ctx(), { framework: 'literasi', limit: 100 });
  line.searching = data.find(({ code: own }) => own === 'literasi.1.1')?.id ?? 0;
  line.judging = data.find(({ code: own }) => own === 'literasi.2.1')?.id ?? 0;
});

/** A question with a right second choice. */
const item = (prompt: string, competenceId = line.searching): ItemInput => ({
  body: {
    kind: 'question',
    prompt: { id: prompt },
    asked: {
      form: 'one',
      options: [{ label: { id: 'Pilihan keliru' } }, { label: { id: 'Pilihan tepat' }, right: true }],
    },
  },
  competenceId,
});
const versionOf = async (courseId: number): Promise<number> => (await viewCourseTest(writer(), courseId)).version;

/** Items of a course that is there, open to everybody. */
async function openTest(courseId: number, items: readonly ItemInput[]): Promise<number[]> {
  const ids: number[] = [];
  for (const one of items) ids.push(await addTestItem(writer(), courseId, one));
  await openCourseTest(writer(), courseId, await versionOf(courseId));
  return ids;
}
/** A course of one lesson that teaches how to search, with a test of three items. */
async function tested(title: string) {
  const course = await draft(title, [choice()]);
  const { version } = await getLesson(writer(), course.lessonId);
  await setLessonCompetences(writer(), course.lessonId, { version, competenceIds: [line.searching] });
  await publish(course.id);
  const items = await openTest(course.id, [item('Satu'), item('Dua'), item('Tiga', line.judging)]);
  return { ...course, items };
}
type Tested = Awaited<ReturnType<typeof tested>>;

const begin = async (course: { slug: string }, part: 'before' | 'after', key: string | null = null) =>
  (await beginSitting(guest(), { course: course.slug, part }, { key })).key ?? key;
const seen = async (course: { slug: string }, part: 'before' | 'after', key: string | null) =>
  viewSitting(guest(), { course: course.slug, part }, { key });
/** Hands in: the first so many right, the others wrong. */
async function handIn(course: { slug: string }, part: 'before' | 'after', key: string | null, right: number) {
  const { items } = await seen(course, part, key);
  const answers: AnswersInput = items.map(({ id }, at) => ({
    ...{ itemId: id, answer: { kind: 'one', choice: at < right ? 1 : 0 } },
  }));
  return handInTest(guest(), { course: course.slug, part, answers }, { key });
}
/** Somebody with both tests, who is taken to have done the lessons. */
async function takeBoth(course: { id: number; slug: string }, before: number, after: number): Promise<void> {
  const key = await begin(course, 'before');
  await handIn(course, 'before', key, before);
  const at = t.clock.now();
  await t.db.updateTable('courseLearner').set({ finishedAt: at }).where('courseId', '=', course.id).execute();
  await begin(course, 'after', key);
  await handIn(course, 'after', key, after);
}
async function learn(course: Tested, key: string | null): Promise<void> {
  const at = { course: course.slug, lesson: course.lesson };
  await answerTask(guest(), { ...at, taskId: course.taskIds[0] ?? 0, answer: { kind: 'one', choice: 1 } }, { key });
  await finishLesson(guest(), at, { key });
}

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

test('an item that is changed between the tests stays as it was for whoever got it, and is counted anew for others', async () => {
  const course = await tested('Soal berubah');
  const key = await begin(course, 'before');
  await handIn(course, 'before', key, 0);
  const [first, second, third] = (await viewCourseTest(writer(), course.id)).items;
  if (!first || !second || !third) throw new Error('no items');
  // saved as it was it is no other
  await saveTestItem(writer(), third.id, { ...item('Tiga', line.judging), version: third.version });
  expect((await viewCourseTest(writer(), course.id)).items[2]).toEqual(third);
  await saveTestItem(writer(), first.id, { ...item('Satu, diperbaiki'), version: first.version });
  expect(await code(saveTestItem(writer(), first.id, { ...item('Kalah cepat'), version: first.version }))).toBe(
    'platform.version_conflict',
  );
  await retireTestItem(writer(), second.id, second.version);
  await learn(course, key);
  await begin(course, 'after', key);
  expect((await seen(course, 'after', key)).items.map(({ prompt }) => prompt)).toEqual(['Satu', 'Tiga']);
  const other = await begin(course, 'before');
  expect((await seen(course, 'before', other)).items.map(({ prompt }) => prompt)).toEqual(['Satu, diperbaiki', 'Tiga']);
  expect((await viewCourseTest(writer(), course.id)).items.map(({ number, retired }) => [number, retired])).toEqual([
    [2, false],
    [1, true],
    [1, false],
  ]);
});

test('a question that nobody has written yet is asked nobody, and is used only when it is written', async () => {
  const course = await tested('Sedang dibuka');
  const blank = item(beginningWords());
  const id = await addTestItem(writer(), course.id, blank);
  const key = await begin(course, 'before');
  expect((await seen(course, 'before', key)).items.map(({ prompt }) => prompt)).toEqual(['Satu', 'Dua', 'Tiga']);
  const added = async () => (await viewCourseTest(writer(), course.id)).items.find((one) => one.id === id);
  const aside = await added();
  expect(aside).toMatchObject({ retired: true });
  expect(await code(restoreTestItem(writer(), id, aside?.version ?? 0))).toBe('course_tests.unwritten');
  await saveTestItem(writer(), id, { ...item('Empat'), version: aside?.version ?? 0 });
  await restoreTestItem(writer(), id, (await added())?.version ?? 0);
  const other = await begin(course, 'before');
  expect((await seen(course, 'before', other)).items.map(({ prompt }) => prompt)).toContain('Empat');
  // nor is a test opened with one in it
  const draftOf = await draft('Belum ditulis', [choice()]);
  await addTestItem(writer(), draftOf.id, blank);
  expect((await viewCourseTest(writer(), draftOf.id)).checks).toContainEqual(
    expect.objectContaining({ code: 'unwritten', blocking: true }),
  );
  expect(await code(openCourseTest(writer(), draftOf.id, await versionOf(draftOf.id)))).toBe(
    'course_tests.checks_failed',
  );
});

test('of one who did the first test alone nothing can be worked out from the items', async () => {
  const course = await tested('Satu berhenti');
  for (let nth = 0; nth < 11; nth += 1) await takeBoth(course, nth % 3, 3);
  await handIn(course, 'before', await begin(course, 'before'), 3);
  const { gain, onlyBefore, items } = await viewCourseResults(writer(), course.id, null);
  expect({ pairs: gain?.pairs, onlyBefore }).toEqual({ pairs: 11, onlyBefore: null });
  expect(items.map(({ before }) => before.people)).toEqual([11, 11, 11]);
});

test('what is told of a line tells of no few others: not by another half of the year, not by a class', async () => {
  const course = await draft('Kemampuan baru', [choice()]);
  await publish(course.id);
  await openTest(course.id, [item('Satu'), item('Dua')]);
  for (let nth = 0; nth < 10; nth += 1) await takeBoth(course, 1, 2);
  await addTestItem(writer(), course.id, item('Tiga', line.judging));
  for (let nth = 0; nth < 5; nth += 1) await takeBoth(course, 1, 3);
  const now = t.clock.now().toISOString();
  t.clock.set('2027-02-01T10:00:00+07:00');
  for (let nth = 0; nth < 10; nth += 1) await takeBoth(course, 1, 3);
  t.clock.set(now);
  const pairsIn = ({ competences }: Pick<Awaited<ReturnType<typeof viewCourseResults>>, 'competences'>) =>
    Object.fromEntries(competences.map(({ id, gain }) => [id, gain?.pairs ?? null]));
  const all = await viewCourseResults(writer(), course.id, null);
  expect(all.periods).toEqual(['2027-1', '2026-2']);
  expect(pairsIn(all)).toEqual({ [line.searching]: 25, [line.judging]: 15 });
  // fifteen less the ten of 2027 would be the five of the half before
  const half = await viewCourseResults(writer(), course.id, '2027-1');
  expect(half).toMatchObject({ period: '2027-1', gain: { pairs: 10 } });
  expect(pairsIn(half)).toEqual({ [line.searching]: 10, [line.judging]: null });
  const learners = await t.db
    .selectFrom('courseLearner')
    .select('id')
    .where('courseId', '=', course.id)
    .orderBy('id', 'desc')
    .limit(10)
    .execute();
  const aClassOf = await gainOfLearners(
    writer(),
    course.id,
    learners.map(({ id }) => id),
  );
  expect(aClassOf?.gain?.pairs).toBe(10);
  expect(pairsIn({ competences: aClassOf?.competences ?? [] })).toEqual({ [line.searching]: 10, [line.judging]: null });
}, 30_000);

test('whoever writes courses elsewhere, who teaches alone, and a co-author come near neither test nor results', async () => {
  const { id: libraryId } = await aLibrary(t.ctx());
  const course = await tested('Jauh');
  const own = (await viewCourseTest(writer(), course.id)).items[0];
  const author = await teacher(libraryId, 'Rekan Penulis');
  await t.db.transaction().execute(async (trx) => {
    const about = { courseId: course.id, accountId: author.id, invitedBy: 'Siti', at: t.clock.now(), comments: [] };
    await saveSampleAuthor(trx, about);
  });
  expect(await getCourse(author.ctx(), course.id)).toMatchObject({ id: course.id });
  const teachesAlone = t.ctx({ grants: [{ libraryId: null, permissions: ['courses.teach'] }] });
  const others = [writer(libraryId), teachesAlone, author.ctx()];
  for (const ctx of others) {
    const refused = [
      async () => viewCourseTest(ctx, course.id),
      async () => addTestItem(ctx, course.id, item('Titip')),
      async () => saveTestItem(ctx, own?.id ?? 0, { ...item('Ubah'), version: 0 }),
      async () => saveCourseTest(ctx, course.id, { minutes: 5, version: 0 }),
      async () => closeCourseTest(ctx, course.id, 0),
      async () => viewCourseResults(ctx, course.id, null),
    ];
    for (const act of refused) expect(await code(act())).toBe('platform.forbidden');
  }
  expect((await listCourseResults(writer(libraryId), { limit: 10 })).data).toEqual([]);
  // a test without an item is not opened, and one that is closed is begun by nobody
  const empty = await draft('Kosong', [choice()]);
  expect(await code(openCourseTest(writer(), empty.id, 0))).toBe('course_tests.checks_failed');
  await closeCourseTest(writer(), course.id, await versionOf(course.id));
  expect(await code(begin(course, 'before'))).toBe('course_tests.not_open');
});

test('two hundred hand in at once and none is lost; gain is told of those with both tests, from ten on', async () => {
  const course = await tested('Ramai');
  const keys: (string | null)[] = [];
  for (let nth = 0; nth < 200; nth += 1) keys.push(await begin(course, 'before'));
  await Promise.all(keys.map(async (key, nth) => handIn(course, 'before', key, nth % 3)));
  const handed = await t.db
    .selectFrom('testSitting')
    .innerJoin('courseLearner', 'courseLearner.id', 'testSitting.learnerId')
    .select((eb) => eb.fn.count<number>('handedInAt').as('count'))
    .where('courseId', '=', course.id)
    .executeTakeFirstOrThrow();
  expect(handed.count).toBe(200);
  for (const [nth, key] of keys.slice(0, 12).entries()) {
    if (nth === 9) expect((await viewCourseResults(writer(), course.id, null)).gain).toBeNull();
    await learn(course, key);
    await begin(course, 'after', key);
    await handIn(course, 'after', key, 3);
  }
  const results = await viewCourseResults(writer(), course.id, null);
  // of the first twelve four had none, four one and four two of three right: ⅓ on average
  expect(results.gain).toMatchObject({ pairs: 12, after: 100 });
  expect(results.gain?.before).toBeCloseTo(33.333, 2);
  // the list of all courses reckons the same
  const listed = (await listCourseResults(writer(), { limit: 100 })).data.find((one) => one.course.id === course.id);
  expect(listed).toMatchObject({ learners: 200, finished: 12, gain: { pairs: 12, after: 100 } });
  expect(listed?.gain?.before).toBeCloseTo(results.gain?.before ?? 0, 9);
  expect(results).toMatchObject({ learners: 200, finished: 12, onlyBefore: 188, onlyAfter: 0 });
  expect(results.items[0]?.before.people).toBe(200);
  expect(results.items[0]?.before.share).toBeCloseTo(0.665, 3);
  expect(results.lessons).toMatchObject([{ done: 12 }]);
  // five more have done the lesson and did not come to the end: seventeen less twelve
  const others = t.db
    .selectFrom('courseLearner')
    .where('courseId', '=', course.id)
    .where('finishedAt', 'is', null)
    .select((eb) => ['id as learnerId', eb.val(course.lessonId).as('lessonId')])
    .select((eb) => [eb.val(t.clock.now()).as('openedAt'), eb.val(t.clock.now()).as('doneAt')])
    .limit(5);
  await t.db
    .insertInto('lessonProgress')
    .columns(['learnerId', 'lessonId', 'openedAt', 'doneAt'])
    .expression(others)
    .execute();
  expect(await viewCourseResults(writer(), course.id, null)).toMatchObject({ finished: 12, lessons: [{ done: null }] });
}, 60_000);

test('with the learner their tests go: leaving, an erasure, and a key that did not come again', async () => {
  const course = await tested('Pergi');
  const left = await begin(course, 'before');
  await leaveCourse(guest(), course.slug, { key: left });
  const member = await aMember(t.ctx());
  const me = () => t.ctx({ kind: 'member', id: member.id, number: member.number, name: member.fullName, sessionId: 1 });
  await beginSitting(me(), { course: course.slug, part: 'before' }, NOBODY);
  expect(await courseTestsPersonalData.exportOf(t.db, member.id)).toMatchObject([{ part: 'before', title: 'Pergi' }]);
  // what was right is theirs to read when the test after asks it no more
  const rightOf = async () =>
    JSON.stringify(await courseTestsPersonalData.exportOf(t.db, member.id)).match(/"isRight":\w+/g);
  const answerAll = async (part: 'before' | 'after') => {
    const { items } = await viewSitting(me(), { course: course.slug, part }, NOBODY);
    const answers: AnswersInput = items.map(({ id }) => ({ itemId: id, answer: { kind: 'one', choice: 1 } }));
    await handInTest(me(), { course: course.slug, part, answers }, NOBODY);
  };
  await answerAll('before');
  expect(new Set(await rightOf())).toEqual(new Set(['"isRight":null']));
  await t.db
    .updateTable('courseLearner')
    .set({ finishedAt: t.clock.now() })
    .where('memberId', '=', member.id)
    .execute();
  await beginSitting(me(), { course: course.slug, part: 'after' }, NOBODY);
  await answerAll('after');
  expect(new Set(await rightOf())).toEqual(new Set(['"isRight":true']));
  await eraseByNumber(t.ctx(), [courseTestsPersonalData], member.number);
  await begin(course, 'before');
  const count = async () =>
    t.db
      .selectFrom('testSitting')
      .innerJoin('courseLearner', 'courseLearner.id', 'testSitting.learnerId')
      .select('testSitting.id')
      .where('courseId', '=', course.id)
      .execute();
  expect(await count()).toHaveLength(1);
  await learnerKeyRetention.clear(t.ctx(), new Date(t.clock.now().getTime() + 86_400_000), t.storage);
  expect(await count()).toEqual([]);
});

test('the teacher of a class sees by name what is not reached yet; another teacher does not', async () => {
  const { id: libraryId } = await aLibrary(t.ctx());
  const mega = await teacher(libraryId);
  const { id, code: door, pins, course } = await aClass(mega, { libraryId, pupils: 2 });
  expect(await viewClassOutcome(mega.ctx(), id)).toBeNull();
  await openTest(course.id, [item('Satu'), item('Dua', line.judging)]);
  const [one] = pins;
  const { key } = await enter(door, one?.picture ?? 0, one?.pin ?? '');
  await begin(course, 'before', key);
  await handIn(course, 'before', key, 1);
  expect(await viewClassOutcome(mega.ctx(), id)).toMatchObject({
    gain: null,
    pupils: [{ name: 'Murid Nomor 01', part: 'before', notYet: ['menyebut siapa yang menulis dan untuk apa'] }],
  });
  const other = await teacher(libraryId, 'Ratna Wijayanti');
  expect(await code(viewClassOutcome(other.ctx(), id))).toBe('classes.not_yours');
});
