import { beforeAll, expect, test } from 'vitest';
import { withdrawItem } from '#modules/collection/catalog';
import { aLibrary, aMember, eraseByNumber } from '#modules/people/members/testing';
import { code } from '../../../../../tests/support/collection-house.ts';
import { choice, courseHouse, twoBooks } from '../../../../../tests/support/course-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addLesson,
  answerTask,
  askHint,
  finishLesson,
  joinCourse,
  leaveAllCourses,
  leaveCourse,
  listOpenCourses,
  listOwnCourses,
  removeLesson,
  saveTask,
  viewCourse,
  viewLesson,
  withdrawCourse,
  getLesson,
  taskMisses,
} from '../index.ts';
import { coursesPersonalData, learnerKeyRetention } from '../personal-data.ts';

const t = useTestDb();
const { guest, writer, versionOf, publish, draft, open, tasksSeen, book, lend } = courseHouse(t);
const NOBODY = { key: null };
let main: { id: number; code: string };

beforeAll(async () => {
  main = await aLibrary(t.ctx());
});

test('two right books that stand on a shelf pass; a wrong year, another subject and a book on loan are told why', async () => {
  const first = await book(main.id, { title: 'Gunung Api Indonesia' });
  const second = await book(main.id, { title: 'Hidup di Kaki Gunung', year: 2021 });
  const old = await book(main.id, { title: 'Mengenal Kelud', year: 2009 });
  const other = await book(main.id, { title: 'Batu dan Pasir', ddc: '552' });
  const lent = await book(main.id, { title: 'Kelud Sesudah 2014', year: 2016 });
  await lend(main.id, main.code, lent.barcode);
  const { slug, lesson, taskIds } = await open('Gunung api', [twoBooks]);
  const at = { course: slug, lesson, taskId: taskIds[0] ?? 0 };
  const tryWith = async (...books: { bibId: number }[]) =>
    answerTask(
      guest(),
      { ...at, answer: { kind: 'search', bibIds: books.map(({ bibId }) => bibId) } },
      { key: (await joinedKey()).key },
    );
  let known: string | null = null;
  async function joinedKey() {
    known ??= (await joinCourse(guest(), slug, NOBODY)).key;
    return { key: known };
  }

  const wrong = await tryWith(first, old, other, lent);
  expect(wrong.outcome).toEqual({
    ...{ kind: 'search', right: false, unused: [], missing: 1 },
    found: [
      { bibId: first.bibId, faults: [] },
      { bibId: old.bibId, faults: ['too_old'] },
      { bibId: other.bibId, faults: ['other_topic'] },
      { bibId: lent.bibId, faults: ['on_loan'] },
    ],
  });
  expect((await tryWith(first)).outcome).toMatchObject({ right: false, missing: 1 });
  expect((await tryWith(first, first)).outcome).toMatchObject({ right: false, missing: 1 });
  expect((await tryWith(first, second, old)).outcome).toMatchObject({ right: false, missing: 0 });
  expect((await tryWith(first, second)).outcome).toMatchObject({ right: true });
  const [seen] = await tasksSeen(guest(), { slug, lesson }, known);
  expect(seen?.standing).toMatchObject({ tries: 5, isRight: true });
  // what was right once stays right, and a later slip does not take it away
  await tryWith(old);
  expect((await tasksSeen(guest(), { slug, lesson }, known))[0]?.standing).toMatchObject({ tries: 6, isRight: true });
});

test('a book that leaves the shelf between looking and answering is judged as it is then', async () => {
  const one = await book(main.id, { title: 'Lahar Dingin' });
  const two = await book(main.id, { title: 'Letusan', year: 2020 });
  const { slug, lesson, taskIds } = await open('Lahar', [twoBooks]);
  const copies = t.db.selectFrom('item').select(['id', 'version']).where('barcode', '=', two.barcode);
  await withdrawItem(t.ctx(), { ...(await copies.executeTakeFirstOrThrow()), reason: 'Rusak' });
  const { outcome } = await answerTask(
    guest(),
    { course: slug, lesson, taskId: taskIds[0] ?? 0, answer: { kind: 'search', bibIds: [one.bibId, two.bibId] } },
    NOBODY,
  );
  expect(outcome).toMatchObject({ right: false, found: [{ faults: [] }, { faults: ['no_copy'] }] });
});

test('whoever is nobody gets a key with the first act, and with it finds what was done', async () => {
  const { slug, lesson, taskIds } = await open('Kunci', [choice()]);
  const taskId = taskIds[0] ?? 0;
  const { outcome, key } = await answerTask(
    guest(),
    { course: slug, lesson, taskId, answer: { kind: 'one', choice: 0 } },
    NOBODY,
  );
  expect(outcome).toMatchObject({ right: false, feedback: ['Belum tentu benar.'] });
  expect(key).toMatch(/^[\w-]{32}$/);
  expect((await tasksSeen(guest(), { slug, lesson }, key))[0]?.standing.tries).toBe(1);
  // another browser, and a key that somebody made up, see nothing of it
  expect((await tasksSeen(guest(), { slug, lesson }))[0]?.standing.tries).toBe(0);
  expect((await tasksSeen(guest(), { slug, lesson }, 'x'.repeat(32)))[0]?.standing.tries).toBe(0);
  expect(await listOwnCourses(guest(), { key: "'; drop table course --" })).toEqual([]);
  const row = await t.db.selectFrom('courseLearner').selectAll().where('keyHash', 'is not', null).execute();
  expect(JSON.stringify(row)).not.toContain(key);
});

test('a lesson is done when all its tasks were answered, the course with its last lesson', async () => {
  const course = await draft('Selesai', [choice(), { kind: 'reflect', prompt: { id: 'Ceritakan' }, least: 5 }]);
  const secondId = await addLesson(writer(), course.id, { title: 'Pelajaran dua', minutes: 20 });
  // a lesson without a word is not published
  expect(await code(publish(course.id))).toBe('courses.checks_failed');
  await removeLesson(writer(), secondId, (await getLesson(writer(), secondId)).version);
  await publish(course.id);
  const member = await aMember(t.ctx());
  const me = () => t.ctx({ kind: 'member', id: member.id, number: member.number, name: member.fullName, sessionId: 1 });
  const at = { course: course.slug, lesson: course.lesson };
  expect(await code(finishLesson(me(), at, NOBODY))).toBe('courses.tasks_open');
  await answerTask(me(), { ...at, taskId: course.taskIds[0] ?? 0, answer: { kind: 'one', choice: 0 } }, NOBODY);
  await answerTask(
    me(),
    { ...at, taskId: course.taskIds[1] ?? 0, answer: { kind: 'reflect', text: 'Kemarin saya ragu.' } },
    NOBODY,
  );
  expect(await finishLesson(me(), at, NOBODY)).toEqual({ key: null, courseDone: true });
  expect(await listOwnCourses(me(), NOBODY)).toMatchObject([{ done: 1, course: { slug: course.slug } }]);
  const found = await viewCourse(me(), course.slug, NOBODY);
  expect(found).toMatchObject({
    course: { joined: true, next: null, lines: [{ standing: 'done', solved: 1, tasks: 2 }] },
  });
});

test('who has begun stays with what was published then; who begins later has the new version', async () => {
  const { id, slug, lesson, taskIds } = await open('Versi', [choice('Lama')]);
  const { key } = await joinCourse(guest(), slug, NOBODY);
  const taskId = taskIds[0] ?? 0;
  await saveTask(writer(), taskId, { version: 0, body: choice('Baru') });
  expect((await tasksSeen(guest(), { slug, lesson }))[0]?.prompt).toBe('Lama');
  await publish(id);
  expect((await tasksSeen(guest(), { slug, lesson }))[0]?.prompt).toBe('Baru');
  expect((await tasksSeen(guest(), { slug, lesson }, key))[0]?.prompt).toBe('Lama');
  await leaveCourse(guest(), slug, { key });
  expect((await tasksSeen(guest(), { slug, lesson }, key))[0]?.prompt).toBe('Baru');
  expect(await code(saveTask(writer(), taskId, { version: 0, body: choice('Terlambat') }))).toBe(
    'platform.version_conflict',
  );
});

test('hints come one by one and end; what is right is in no lesson before it is answered', async () => {
  await book(main.id, { title: 'Hints A' });
  await book(main.id, { title: 'Hints B' });
  const { slug, lesson, taskIds } = await open('Petunjuk', [twoBooks, choice()]);
  const at = { course: slug, lesson, taskId: taskIds[0] ?? 0 };
  const { key } = await askHint(guest(), at, NOBODY);
  expect((await tasksSeen(guest(), { slug, lesson }, key))[0]).toMatchObject({
    hints: ['Saring tahunnya.'],
    moreHints: 1,
  });
  for (let i = 0; i < 3; i += 1) await askHint(guest(), at, { key });
  expect((await tasksSeen(guest(), { slug, lesson }, key))[0]).toMatchObject({
    moreHints: 0,
    standing: { tries: 0, hints: 2 },
  });
  const { lesson: whole } = await viewLesson(guest(), { course: slug, lesson }, NOBODY);
  expect(JSON.stringify(whole.parts)).not.toMatch(/551\.2|"right":true|2016/);
});

test('an answer that is none to that task is refused, and nothing of it is counted', async () => {
  const { slug, lesson, taskIds } = await open('Tak cocok', [choice()]);
  const at = { course: slug, lesson, taskId: taskIds[0] ?? 0 };
  for (const answer of [
    { kind: 'one', choice: 9 },
    { kind: 'reflect', text: 'x' },
    { kind: 'search', bibIds: [1] },
  ])
    expect(await code(answerTask(guest(), { ...at, answer }, NOBODY))).toBe('courses.answer_unfit');
  for (const answer of [
    null,
    {},
    { kind: 'one', choice: -1 },
    { kind: 'one', choice: 1.5 },
    { kind: 'short', text: 'a\0b' },
  ])
    expect(await code(answerTask(guest(), { ...at, answer }, NOBODY))).toBe('platform.invalid_input');
  expect(await code(answerTask(guest(), { ...at, taskId: 999_999, answer: { kind: 'one', choice: 1 } }, NOBODY))).toBe(
    'courses.task_unknown',
  );
  const other = await open('Lain', [choice()]);
  expect(
    await code(
      answerTask(guest(), { ...at, taskId: other.taskIds[0] ?? 0, answer: { kind: 'one', choice: 1 } }, NOBODY),
    ),
  ).toBe('courses.task_unknown');
  expect(await t.db.selectFrom('taskAnswer').selectAll().where('taskId', '=', at.taskId).execute()).toEqual([]);
});

test('a draft and what is withdrawn are seen by nobody, and are in no list', async () => {
  const course = await draft('Tersembunyi', [choice()]);
  expect(await code(viewCourse(guest(), course.slug, NOBODY))).toBe('courses.not_found');
  expect(await code(joinCourse(guest(), course.slug, NOBODY))).toBe('courses.not_found');
  await publish(course.id);
  const { key } = await joinCourse(guest(), course.slug, NOBODY);
  await withdrawCourse(writer(), course.id, await versionOf(course.id));
  expect(await code(viewCourse(guest(), course.slug, { key }))).toBe('courses.withdrawn');
  expect((await listOpenCourses(guest(), { limit: 100 })).data.map(({ slug }) => slug)).not.toContain(course.slug);
  // whoever wants to be forgotten is, also then
  await leaveAllCourses(guest(), { key });
  expect(await t.db.selectFrom('courseLearner').selectAll().where('courseId', '=', course.id).execute()).toEqual([]);
});

test('many answers of one person at once are tries of one learner, each counted', async () => {
  const { slug, lesson, taskIds } = await open('Serentak', [choice()]);
  const { key } = await joinCourse(guest(), slug, NOBODY);
  const answer = async (pick: number) =>
    answerTask(
      guest(),
      { course: slug, lesson, taskId: taskIds[0] ?? 0, answer: { kind: 'one', choice: pick } },
      { key },
    );
  await Promise.all(Array.from({ length: 12 }, async (_, i) => answer(i % 2)));
  expect((await tasksSeen(guest(), { slug, lesson }, key))[0]?.standing).toMatchObject({ tries: 12, isRight: true });
  // of one person one way is counted at most, that of the first try
  const misses = await t.db
    .selectFrom('taskMiss')
    .select('count')
    .where('taskId', '=', taskIds[0] ?? 0)
    .execute();
  expect(misses.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(1);
});

test('what learners find hard is told from ten people on, and one who alone failed is not told by the difference', async () => {
  const { id, slug, lesson, taskIds } = await open('Sulit', [choice()]);
  const answer = async (pick: number) =>
    answerTask(
      guest(),
      { course: slug, lesson, taskId: taskIds[0] ?? 0, answer: { kind: 'one', choice: pick } },
      NOBODY,
    );
  for (let i = 0; i < 9; i += 1) await answer(0);
  expect(await taskMisses(writer(), id)).toMatchObject([{ people: null, right: null, misses: [] }]);
  await answer(1);
  expect(await taskMisses(writer(), id)).toMatchObject([{ people: 10, right: null, misses: [] }]);
  await answer(0);
  for (let i = 0; i < 9; i += 1) await answer(1);
  expect(await taskMisses(writer(), id)).toMatchObject([
    { people: 20, right: 10, misses: [{ reason: 'answer', count: 10 }] },
  ]);
});

test('a way by which many go wrong is told of ten people, not of the ten tries of one', async () => {
  const { id, slug, lesson, taskIds } = await open('Sering salah', [choice()]);
  const at = { course: slug, lesson, taskId: taskIds[0] ?? 0 };
  const answer = async (pick: number, key: string | null = null) =>
    answerTask(guest(), { ...at, answer: { kind: 'one', choice: pick } }, { key });
  const { key } = await askHint(guest(), at, NOBODY);
  for (let i = 0; i < 12; i += 1) await answer(0, key);
  // nine more fail by another way than the one who tried twelve times
  for (let i = 0; i < 9; i += 1) await answer(0);
  for (let i = 0; i < 10; i += 1) await answer(1);
  const [told] = await taskMisses(writer(), id);
  expect(told).toMatchObject({ people: 20, right: 10, misses: [{ reason: 'answer', count: 10 }] });
  const late = await answer(1);
  await answer(0, late.key);
  expect((await taskMisses(writer(), id))[0]?.misses).toEqual([{ reason: 'answer', count: 10 }]);
});

test('with a member all answers go; a key that does not come again goes after its days', async () => {
  const { slug, lesson, taskIds } = await open('Lupa', [choice()]);
  const at = { course: slug, lesson, taskId: taskIds[0] ?? 0 };
  const member = await aMember(t.ctx());
  const me = () => t.ctx({ kind: 'member', id: member.id, number: member.number, name: member.fullName, sessionId: 1 });
  await answerTask(me(), { ...at, answer: { kind: 'one', choice: 1 } }, NOBODY);
  await answerTask(guest(), { ...at, answer: { kind: 'one', choice: 1 } }, NOBODY);
  expect(await coursesPersonalData.exportOf(t.db, member.id)).toMatchObject([
    { title: 'Lupa', answers: [{ tries: 1 }] },
  ]);
  await eraseByNumber(t.ctx(), [coursesPersonalData], member.number);
  expect(await t.db.selectFrom('taskAnswer').selectAll().where('taskId', '=', at.taskId).execute()).toHaveLength(1);
  const tomorrow = new Date(t.clock.now().getTime() + 86_400_000);
  const { count } = await learnerKeyRetention.due(t.ctx(), tomorrow);
  expect(count).toBeGreaterThan(0);
  expect((await learnerKeyRetention.clear(t.ctx(), tomorrow, t.storage)).gone).toBe(count);
  expect((await tasksSeen(guest(), { slug, lesson }))[0]?.standing.tries).toBe(0);
});

test('one address begins so often in an hour, also with keys that it makes up; who has begun goes on', async () => {
  const { slug, lesson, taskIds } = await open('Ramai', [choice()]);
  const ip = '192.0.2.77';
  const { key } = await joinCourse(guest(), slug, { key: null, ip });
  await t.db.updateTable('rateLimit').set({ hits: 2000 }).where('key', '=', `course-key:${ip}`).execute();
  expect(await code(joinCourse(guest(), slug, { key: null, ip }))).toBe('platform.too_many_requests');
  expect(await code(joinCourse(guest(), slug, { key: 'a'.repeat(32), ip }))).toBe('platform.too_many_requests');
  const at = { course: slug, lesson, taskId: taskIds[0] ?? 0 };
  const { outcome } = await answerTask(guest(), { ...at, answer: { kind: 'one', choice: 1 } }, { key, ip });
  expect(outcome.right).toBe(true);
});
