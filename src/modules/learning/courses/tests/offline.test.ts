import { expect, test } from 'vitest';
import { code } from '../../../../../tests/support/collection-house.ts';
import { choice, courseHouse } from '../../../../../tests/support/course-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { answerTask, joinCourse, learnerMark, requireLearner, viewCourse, viewLesson } from '../index.ts';

const t = useTestDb();
const { guest, open, tasksSeen } = courseHouse(t);
const NOBODY = { key: null };
const sentAs = (n: number): string => String(n).padStart(32, '0');
const missesOf = async (taskId: number): Promise<number> =>
  (await t.db.selectFrom('taskMiss').select('count').where('taskId', '=', taskId).execute()).reduce(
    (sum, { count }) => sum + Number(count),
    0,
  );

test('an answer that waited and is sent again, also at the same instant over another connection, is one try', async () => {
  const { slug, lesson, taskIds } = await open('Sekali', [choice()]);
  const taskId = taskIds[0] ?? 0;
  const { key } = await joinCourse(guest(), slug, NOBODY);
  const send = async (n: number, pick: number) =>
    answerTask(
      guest(),
      { course: slug, lesson, taskId, answer: { kind: 'one', choice: pick } },
      { key, sentAs: sentAs(n) },
    );
  const answers = await Promise.all(Array.from({ length: 8 }, async () => send(1, 0)));
  expect(answers.map(({ outcome }) => outcome.right)).toEqual(Array.from({ length: 8 }, () => false));
  expect((await tasksSeen(guest(), { slug, lesson }, key))[0]?.standing).toMatchObject({ tries: 1, isRight: false });
  expect(await missesOf(taskId)).toBe(1);
  // what came later stays when the earlier one is sent once more
  await send(2, 1);
  await send(1, 0);
  expect((await tasksSeen(guest(), { slug, lesson }, key))[0]?.standing).toMatchObject({
    ...{ tries: 2, isRight: true },
    answer: { kind: 'one', choice: 1 },
  });
  // another child may have drawn the same key: theirs counts
  const other = await joinCourse(guest(), slug, NOBODY);
  await answerTask(
    guest(),
    { course: slug, lesson, taskId, answer: { kind: 'one', choice: 1 } },
    { ...other, sentAs: sentAs(1) },
  );
  expect((await tasksSeen(guest(), { slug, lesson }, other.key))[0]?.standing.tries).toBe(1);
});

test('whoever begins by an answer that is sent twice begins once', async () => {
  const { slug, lesson, taskIds } = await open('Mulai', [choice()]);
  const send = async () =>
    answerTask(
      guest(),
      { course: slug, lesson, taskId: taskIds[0] ?? 0, answer: { kind: 'one', choice: 0 } },
      { key: null, sentAs: sentAs(7) },
    );
  const [first, second] = await Promise.all([send(), send()]);
  expect(first.key).toMatch(/^[\w-]{32}$/);
  expect(second.key).toBe(first.key);
  expect((await tasksSeen(guest(), { slug, lesson }, first.key))[0]?.standing.tries).toBe(1);
  // a key that somebody could guess opens nothing
  const weak = { key: null, sentAs: '12345678' };
  const at = { course: slug, lesson, taskId: taskIds[0] ?? 0, answer: { kind: 'one', choice: 0 } };
  expect((await answerTask(guest(), at, weak)).key).not.toBe((await answerTask(guest(), at, weak)).key);
});

test('a browser tells those who learn in it apart by marks from which no key can be had, and nothing goes in a wrong name', async () => {
  const { slug } = await open('Tanda', [choice()]);
  const one = await joinCourse(guest(), slug, NOBODY);
  const other = await joinCourse(guest(), slug, NOBODY);
  const mark = learnerMark(guest(), one);
  expect(mark).toMatch(/^k[0-9a-f]{32}$/);
  expect(mark).not.toBe(learnerMark(guest(), other));
  expect(learnerMark(guest(), NOBODY)).toBe('umum');
  expect(learnerMark(t.ctx(), one)).toBe('petugas');
  const stored = await t.db.selectFrom('courseLearner').select('keyHash').where('keyHash', 'is not', null).execute();
  for (const { keyHash } of stored) expect(mark).not.toContain(keyHash?.toString('hex').slice(0, 32));
  const send = async (as: { key: string | null }) =>
    Promise.resolve().then(() => {
      requireLearner(guest(), as, mark);
    });
  expect(await code(send(other))).toBe('courses.other_learner');
  expect(await code(send(NOBODY))).toBe('courses.other_learner');
  await send(one);
});

test('what came of an answer is told in the language of the page, and so is which words stand in another', async () => {
  const english = { ...guest(), locale: 'en' as const };
  const { slug, lesson, taskIds } = await open('Bahasa', [
    {
      kind: 'question',
      prompt: { id: 'Siapa yang menulis?', en: 'Who wrote it?' },
      asked: {
        form: 'one',
        options: [
          { label: { id: 'Tidak tahu' }, feedback: { id: 'Cari namanya.', en: 'Look for the name.' } },
          { label: { id: 'Redaksi' }, right: true },
        ],
      },
      why: { id: 'Redaksi menyebut namanya.', en: 'The editors give their name.' },
    },
    choice('Hanya dalam bahasa Indonesia'),
  ]);
  const at = { course: slug, lesson, taskId: taskIds[0] ?? 0 };
  const { key } = await answerTask(guest(), { ...at, answer: { kind: 'one', choice: 0 } }, NOBODY);
  const outcomeIn = async (ctx: typeof english | ReturnType<typeof guest>) =>
    (await tasksSeen(ctx, { slug, lesson }, key))[0]?.standing.outcome;
  expect(await outcomeIn(guest())).toMatchObject({ right: false, feedback: ['Cari namanya.'] });
  expect(await outcomeIn(english)).toMatchObject({ right: false, feedback: ['Look for the name.'], why: '' });
  await answerTask(english, { ...at, answer: { kind: 'one', choice: 1 } }, { key });
  expect(await outcomeIn(guest())).toMatchObject({ right: true, why: 'Redaksi menyebut namanya.' });
  expect(await outcomeIn(english)).toMatchObject({ right: true, why: 'The editors give their name.' });

  expect((await tasksSeen(english, { slug, lesson })).map(({ language }) => language)).toEqual(['en', 'id']);
  expect((await tasksSeen(guest(), { slug, lesson })).map(({ language }) => language)).toEqual(['id', 'id']);
  const { lesson: whole } = await viewLesson(english, { course: slug, lesson }, NOBODY);
  expect([whole.language, whole.course.language]).toEqual(['id', 'id']);
  expect(await viewCourse(english, slug, NOBODY)).toMatchObject({ course: { lines: [{ language: 'id' }] } });
});
