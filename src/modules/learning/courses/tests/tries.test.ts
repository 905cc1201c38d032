import { expect, test } from 'vitest';
import { code } from '../../../../../tests/support/collection-house.ts';
import { choice, courseHouse } from '../../../../../tests/support/course-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { answerTask, finishLesson, joinCourse, saveTask, type TaskInput } from '../index.ts';
import { lockLearner } from '../data/learners.queries.ts';
import { hashOf } from '../learning/learner.ts';
import { exportCourse } from '../publishing/export-course.ts';
import { importCourse } from '../publishing/import-course.ts';

const t = useTestDb();
const { guest, writer, draft, open, publish, tasksSeen } = courseHouse(t);
const NOBODY = { key: null };

const withTries = (tries: number): TaskInput => ({
  kind: 'question',
  prompt: { id: 'Siapa yang menulis?' },
  asked: {
    form: 'one',
    options: [
      { label: { id: 'Tidak tahu' }, feedback: { id: 'Cari namanya.' } },
      { label: { id: 'Redaksi', en: 'The editors' }, right: true },
    ],
  },
  why: { id: 'Namanya ada di kotak redaksi.' },
  tries,
});
const figure = (nth: number) => ({
  prompt: { id: `Berapa ${nth}?` },
  asked: { form: 'number' as const, right: 700 + nth },
  why: { id: `Sebab ${nth}.` },
});
const bank = (count: number, drawn: number, tries: number | null = null): TaskInput => ({
  kind: 'bank',
  prompt: { id: 'Jawab soal-soal ini' },
  questions: Array.from({ length: count }, (_, nth) => figure(nth)),
  draw: drawn,
  tries,
});

/** One course of one task, and somebody in it. */
async function begun(title: string, task: TaskInput) {
  const course = await open(title, [task]);
  const { key } = await joinCourse(guest(), course.slug, NOBODY);
  const at = { course: course.slug, lesson: course.lesson, taskId: course.taskIds[0] ?? 0 };
  const answer = async (said: unknown, sentAs: string | null = null) =>
    answerTask(guest(), { ...at, answer: said }, { key, sentAs });
  const seen = async (ctx = guest()) => (await tasksSeen(ctx, course, key))[0];
  return { ...course, key, at, answer, seen };
}
const misses = async (taskId: number) =>
  t.db.selectFrom('taskMiss').select(['reason', 'count']).where('taskId', '=', taskId).orderBy('reason').execute();

test('after the last try what is right is told, and nothing more is taken; before it, nothing of it', async () => {
  const { answer, seen, at, slug, lesson, key } = await begun('Dua kali', withTries(2));
  expect(await seen()).toMatchObject({ left: 2 });
  expect((await answer({ kind: 'one', choice: 0 })).outcome).toMatchObject({ right: false, solution: [], why: '' });
  expect(JSON.stringify((await seen())?.standing.outcome)).not.toContain('Redaksi');
  expect((await answer({ kind: 'one', choice: 0 })).outcome).toMatchObject({
    ...{ right: false, solution: ['Redaksi'], why: 'Namanya ada di kotak redaksi.', feedback: ['Cari namanya.'] },
  });
  expect(await code(answer({ kind: 'one', choice: 1 }))).toBe('courses.no_tries_left');
  expect(await seen()).toMatchObject({ left: 0, standing: { tries: 2, isRight: false } });
  expect(await seen({ ...guest(), locale: 'en' })).toMatchObject({
    standing: { outcome: { solution: ['The editors'] } },
  });
  // the first try alone is a way by which it went wrong
  expect(await misses(at.taskId)).toEqual([{ reason: 'answer', count: 1 }]);
  // a wrong end is an end: the lesson goes on
  expect(await finishLesson(guest(), { course: slug, lesson }, { key })).toMatchObject({ courseDone: true });
});

test('a right answer closes a question that has tries, and leaves one without them open', async () => {
  const limited = await begun('Benar', withTries(5));
  expect((await limited.answer({ kind: 'one', choice: 1 })).outcome).toMatchObject({
    right: true,
    solution: ['Redaksi'],
  });
  expect(await code(limited.answer({ kind: 'one', choice: 0 }))).toBe('courses.no_tries_left');
  const free = await begun('Bebas', choice());
  for (const pick of [0, 1, 0, 0, 0, 0, 0]) await free.answer({ kind: 'one', choice: pick });
  expect(await free.seen()).toMatchObject({
    left: null,
    standing: { tries: 7, isRight: true, outcome: { solution: [] } },
  });
});

test('of two answers at once at the last try one counts, however long the first is held', async () => {
  const { answer, seen, id, key, at } = await begun('Bersamaan', withTries(1));
  const free = Promise.withResolvers<null>();
  const held = Promise.withResolvers<null>();
  const holding = t.db.transaction().execute(async (trx) => {
    await lockLearner(trx, id, { keyHash: hashOf(key ?? '') });
    held.resolve(null);
    await free.promise;
  });
  await held.promise;
  const both = [1, 0].map(async (pick) =>
    answer({ kind: 'one', choice: pick }).then(
      () => 'taken',
      () => 'refused',
    ),
  );
  free.resolve(null);
  await holding;
  expect((await Promise.all(both)).toSorted()).toEqual(['refused', 'taken']);
  expect(await seen()).toMatchObject({ standing: { tries: 1 } });
  expect((await misses(at.taskId)).reduce((sum, { count }) => sum + Number(count), 0)).toBeLessThanOrEqual(1);
});

test('an answer that waited and is sent twice is one try, also the last; another one then is refused', async () => {
  const { answer, seen } = await begun('Antre', withTries(1));
  const sentAs = '7'.repeat(32);
  await answer({ kind: 'one', choice: 0 }, sentAs);
  // the answer was lost on the way: it is sent again, and is told the same
  expect((await answer({ kind: 'one', choice: 0 }, sentAs)).outcome).toMatchObject({ solution: ['Redaksi'] });
  expect(await code(answer({ kind: 'one', choice: 1 }, '8'.repeat(32)))).toBe('courses.no_tries_left');
  expect(await seen()).toMatchObject({ standing: { tries: 1, isRight: false } });
});

test('who takes no part gets no question of a bank; who does gets their own, and nothing of the others or of what is right', async () => {
  const { slug, lesson, key, seen, answer, at } = await begun('Bank', bank(8, 2, 2));
  const [before] = await tasksSeen(guest(), { slug, lesson });
  expect(before).toMatchObject({ kind: 'bank', draw: 2, of: 8, questions: [] });
  expect(await code(answerTask(guest(), { ...at, answer: { kind: 'bank', answers: [] } }, NOBODY))).toBe(
    'courses.answer_unfit',
  );
  const mine = await seen();
  if (mine?.kind !== 'bank') throw new Error('it is a bank');
  expect(mine.questions).toHaveLength(2);
  const numbers = mine.questions.map(({ number }) => number);
  const others = [0, 1, 2, 3, 4, 5, 6, 7].filter((nth) => !numbers.includes(nth));
  const shown = JSON.stringify(mine);
  for (const nth of others) expect(shown).not.toContain(`Berapa ${nth}?`);
  for (let nth = 0; nth < 8; nth += 1) expect(shown).not.toContain(`70${nth}`);
  expect(JSON.stringify(await seen())).toBe(shown);
  const said = (of: readonly number[], value: (nth: number) => number) => ({
    kind: 'bank',
    answers: of.map((question) => ({ question, said: { kind: 'number', value: value(question) } })),
  });
  const right = (nth: number): number => 700 + nth;
  // others, one of them twice, and too few are no answer
  expect(await code(answer(said(others.slice(0, 2), right)))).toBe('courses.not_drawn');
  expect(await code(answer(said([numbers[0] ?? 0, numbers[0] ?? 0], right)))).toBe('courses.answer_unfit');
  expect(await code(answer(said(numbers.slice(0, 1), right)))).toBe('courses.answer_unfit');
  const [good = 0, bad = 0] = numbers;
  const half = await answer(said(numbers, (nth) => (nth === good ? right(nth) : 1)));
  expect(half.outcome).toMatchObject({
    right: false,
    questions: [
      { question: good, right: true, why: `Sebab ${good}.`, solution: [] },
      { question: bad, right: false, why: '', solution: [] },
    ],
  });
  expect(await misses(at.taskId)).toEqual([{ reason: `question_${bad + 1}`, count: 1 }]);
  const last = await answer(said(numbers, () => 1));
  expect(last.outcome).toMatchObject({ questions: [{ solution: [`70${good}`] }, { solution: [`70${bad}`] }] });
  expect(await code(answer(said(numbers, right)))).toBe('courses.no_tries_left');
  expect(key).not.toBeNull();
});

test('learners draw different questions, and stay with theirs when the bank is written anew', async () => {
  const course = await open('Undian', [bank(12, 1)]);
  const draws = new Map<string, string>();
  for (let nth = 0; nth < 12; nth += 1) {
    const { key } = await joinCourse(guest(), course.slug, NOBODY);
    const [task] = await tasksSeen(guest(), course, key);
    draws.set(key ?? '', JSON.stringify(task));
  }
  expect(new Set(draws.values()).size).toBeGreaterThan(4);
  const taskId = course.taskIds[0] ?? 0;
  await saveTask(writer(), taskId, { version: 0, body: bank(3, 2, 1) });
  await publish(course.id);
  for (const [key, before] of draws) expect(JSON.stringify((await tasksSeen(guest(), course, key))[0])).toBe(before);
});

test('tries and banks go with an archive; a bank from which everybody draws all is refused', async () => {
  const { id } = await draft('Arsip', [withTries(3), bank(4, 2, 5)]);
  const archive = await exportCourse(writer(), id);
  const copy = await importCourse(writer(), { libraryId: null, archive: structuredClone(archive) });
  expect((await exportCourse(writer(), copy.id)).lessons).toEqual(archive.lessons);
  expect(JSON.stringify(archive)).toContain('"tries":3');
  expect(await code(draft('Semua', [bank(3, 3)]))).toBe('platform.invalid_input');
  expect(await code(draft('Satu', [bank(1, 1)]))).toBe('platform.invalid_input');
  expect(await code(draft('Banyak', [bank(21, 2)]))).toBe('platform.invalid_input');
  expect(await code(draft('Nol', [withTries(0)]))).toBe('platform.invalid_input');
  expect(await code(draft('Enam', [withTries(6)]))).toBe('platform.invalid_input');
});
