import { beforeAll, expect, test } from 'vitest';
import { makeBib } from '#modules/collection/catalog/testing';
import { createLibrary, deactivateLibrary, type Library } from '#modules/ground/libraries';
import { aMember } from '#modules/people/members/testing';
import { code } from '../../../../../tests/support/collection-house.ts';
import { counted } from '../../../../../tests/support/counted.ts';
import { courseHouse } from '../../../../../tests/support/course-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { answerTask, checkCourse, countAnswers, type TaskInput } from '../index.ts';
import { answeringIds, answersNear, answersNow } from '../learning/find-records.ts';
import { lookAtStock } from '../look-at-stock.ts';

const t = useTestDb();
const { guest, writer, draft, open, tasksSeen, book, lend } = courseHouse(t);
const NOBODY = { key: null };
let main: Library;
let near: Library;
let far: Library;
let unmapped: Library;

beforeAll(async () => {
  const at = async (name: string, about: Partial<Parameters<typeof createLibrary>[1]>) =>
    createLibrary(t.ctx(), { code: name, name: `Perpustakaan ${name}`, type: 'kelurahan', ...about });
  // a hundredth of a degree of latitude is 1.11 km
  main = await at('KOTA', { type: 'pusat', latitude: -8.093, longitude: 112.168, kecamatan: 'Kepanjenkidul' });
  near = await at('DEKAT', { latitude: -8.103, longitude: 112.168, kecamatan: 'Kepanjenkidul' });
  far = await at('JAUH', { latitude: -8.193, longitude: 112.168, kecamatan: 'Kanigoro' });
  unmapped = await at('BELUM', { kecamatan: 'Kanigoro' });
});

const nearby = (ddc: string, km: number, count = 1): TaskInput => ({
  kind: 'search',
  prompt: { id: 'Temukan satu buku di dekatmu' },
  goal: { count, ddc: [ddc], near: km },
});
const goalOf = (ddc: string) => ({
  ...{ count: 2, ddc: [ddc], words: '', yearFrom: null, yearTo: null, language: null, material: null },
  ...{ audience: null, standing: 'shelf' as const, places: [], filters: [] },
});
async function memberOf(library: Library) {
  const member = await aMember(t.ctx(), { homeLibrary: library.code });
  return t.ctx({ kind: 'member', id: member.id, number: member.number, name: member.fullName, sessionId: 1 });
}
const titled = async (library: Library, title: string, ddc: string) => book(library.id, { title, ddc });

test('a book passes in the own library and near it; one that is too far is told, with where it is next', async () => {
  const here = await titled(main, 'Di sini', '631.1');
  const beside = await titled(near, 'Di sebelah', '631.1');
  const away = await titled(far, 'Jauh', '631.1');
  const { slug, lesson, taskIds } = await open('Dekat', [nearby('631', 3)]);
  const reader = await memberOf(main);
  const outcome = async (ctx: typeof reader, bibId: number, chosen?: string | number) =>
    (
      await answerTask(
        ctx,
        {
          ...{ course: slug, lesson, taskId: taskIds[0] ?? 0 },
          answer: { kind: 'search', bibIds: [bibId], near: chosen },
        },
        NOBODY,
      )
    ).outcome;
  expect(await outcome(reader, here.bibId)).toMatchObject({ right: true, near: { code: 'KOTA' } });
  expect(await outcome(reader, beside.bibId)).toMatchObject({ right: true });
  expect(await outcome(reader, away.bibId)).toMatchObject({
    right: false,
    found: [{ faults: ['too_far'], away: { library: { code: 'JAUH' }, km: 12 } }],
  });
  // whoever lives there has it at hand, and somebody with a card cannot choose another library
  const farther = await memberOf(far);
  expect(await outcome(farther, away.bibId, 'KOTA')).toMatchObject({ right: true, near: { code: 'JAUH' } });
  expect(await outcome(farther, here.bibId, 'KOTA')).toMatchObject({ found: [{ faults: ['too_far'] }] });
  // where nobody noted where a library lies, its kecamatan says it
  expect(await outcome(await memberOf(unmapped), away.bibId)).toMatchObject({ right: true });
  expect(await outcome(await memberOf(unmapped), here.bibId)).toMatchObject({
    found: [{ faults: ['too_far'], away: { library: { code: 'KOTA' }, km: null } }],
  });
  // lent a moment ago: near, and not on a shelf
  await lend(main.id, main.code, here.barcode);
  expect(await outcome(reader, here.bibId)).toMatchObject({ right: false, found: [{ faults: ['on_loan'] }] });
});

test('who has no library chooses one by its code or its number, and a pupil has that of the class', async () => {
  const here = await titled(main, 'Tanaman', '632.1');
  const { slug, lesson, taskIds } = await open('Pilih', [nearby('632', 3)]);
  const send = async (chosen: string | number | null, libraryId?: number) =>
    answerTask(
      guest(),
      {
        ...{ course: slug, lesson, taskId: taskIds[0] ?? 0 },
        answer: { kind: 'search', bibIds: [here.bibId], near: chosen },
      },
      { key: null, libraryId },
    );
  expect(await code(send(null))).toBe('courses.near_unknown');
  expect(await code(send('TIDAK-ADA'))).toBe('courses.near_unknown');
  expect(await code(send(999_999))).toBe('courses.near_unknown');
  expect((await send('dekat')).outcome).toMatchObject({ right: true, near: { code: 'DEKAT' } });
  expect((await send(far.id)).outcome).toMatchObject({ right: false });
  expect((await send('JAUH', main.id)).outcome).toMatchObject({ right: true, near: { code: 'KOTA' } });
  expect((await tasksSeen(guest(), { slug, lesson }))[0]).toMatchObject({ kind: 'search', near: 3 });
});

test('a course of the whole network needs enough near one library, and whoever writes is told near which there is too little', async () => {
  const { id } = await draft('Di dekat siapa', [nearby('633', 3, 2)]);
  const codes = async () => (await checkCourse(writer(), id)).map(({ code: one, blocking }) => [one, blocking]);
  expect(await codes()).toContainEqual(['no_answer', true]);
  await titled(main, 'Padi', '633.1');
  await titled(near, 'Jagung', '633.1');
  expect(await codes()).not.toContainEqual(['no_answer', true]);
  expect(await checkCourse(writer(), id)).toContainEqual(
    expect.objectContaining({
      ...{ code: 'few_near', blocking: false },
      libraries: [
        expect.objectContaining({ code: 'BELUM' }) as unknown,
        expect.objectContaining({ code: 'JAUH' }) as unknown,
      ],
    }),
  );
  expect(await countAnswers(writer(), { ...goalOf('633'), near: 3 })).toBe(2);
});
test('when nothing is left near any library, whoever writes is told that night', async () => {
  const one = await titled(far, 'Kopi', '634.1');
  const { taskIds } = await open('Malam', [nearby('634', 3)]);
  const short = async () => {
    await lookAtStock(t);
    const row = t.db
      .selectFrom('taskStock')
      .select(['answers', 'isShort'])
      .where('taskId', '=', taskIds[0] ?? 0);
    return row.executeTakeFirst();
  };
  expect(await short()).toEqual({ answers: 1, isShort: false });
  await lend(far.id, far.code, one.barcode);
  expect(await short()).toEqual({ answers: 0, isShort: true });
});

test('libraries that have the same ones near them are searched near once, and what was found is not searched again', async () => {
  await titled(near, 'Teh', '636.1');
  const asked = counted(t.db);
  const ctx = { ...writer(), db: asked.db };
  const goal = (km: number) => ({ ...goalOf('636'), near: km });
  const found = await answersNear(ctx, goal(3));
  expect(found.map(({ library, answers }) => [library.code, answers]).toSorted()).toEqual([
    ['BELUM', 0],
    ['DEKAT', 1],
    ['JAUH', 0],
    ['KOTA', 1],
  ]);
  const questions = async (km: number) => {
    asked.restart();
    await answersNear(ctx, goal(km));
    return asked.questions();
  };
  // within one kilometre KOTA and DEKAT have others near them, within three the same
  expect(await questions(3)).toBeLessThan(await questions(1));
  asked.restart();
  expect(await answersNow(ctx, goal(3), null, found)).toBe(1);
  expect(await answersNow(ctx, goal(3), far.id, found)).toBe(0);
  expect(asked.questions()).toBe(0);
});

test('the course of a library that has closed can still be solved near the others', async () => {
  await titled(main, 'Tembakau', '637.1');
  const gone = await createLibrary(t.ctx(), {
    ...{ code: 'TUTUP', name: 'Perpustakaan TUTUP', type: 'kelurahan', kecamatan: 'Kanigoro' },
  });
  const goal = { ...goalOf('637'), near: 3 };
  expect(await answersNow(writer(), goal, gone.id)).toBe(0);
  await deactivateLibrary(t.ctx(), gone.id, gone.version);
  expect(await answersNow(writer(), goal, gone.id)).toBe(1);
});

test('copies of a library that has closed answer nothing, nor does a record without copies, unless no copy is asked for', async () => {
  const gone = await createLibrary(t.ctx(), { code: 'LAMA', name: 'Perpustakaan LAMA', type: 'kelurahan' });
  const only = await titled(gone, 'Hanya di sana', '638.1');
  const both = await titled(main, 'Juga di sini', '638.2');
  const goal = (standing: 'any' | 'held' | 'shelf') => ({ ...goalOf('638'), standing, near: null });
  const ids = async (standing: 'any' | 'held' | 'shelf') =>
    (await answeringIds(writer(), goal(standing), 9)).toSorted((a, b) => a - b);
  const bare = await makeBib(t.ctx(), { title: 'Hanya catatannya', ddc: '638.3' });
  for (const standing of ['held', 'shelf'] as const) {
    expect(await answersNow(writer(), goal(standing))).toBe(2);
    expect(await ids(standing)).toEqual([only.bibId, both.bibId]);
  }
  // closed with what stands there, as before anybody asked for its shelves to be empty
  await t.db.updateTable('library').set({ active: false }).where('id', '=', gone.id).execute();
  for (const standing of ['held', 'shelf'] as const) {
    expect(await answersNow(writer(), goal(standing))).toBe(1);
    expect(await ids(standing)).toEqual([both.bibId]);
  }
  expect(await answersNow(writer(), goal('any'))).toBe(3);
  expect(await ids('any')).toEqual([only.bibId, both.bibId, bare]);
});

test('near and libraries by name are not asked together, nor near of what needs no copy; far is no number of its own', async () => {
  const refused = async (goal: Partial<Extract<TaskInput, { kind: 'search' }>['goal']>) =>
    code(draft('Tidak', [{ kind: 'search', prompt: { id: 'x' }, goal: { count: 1, ddc: ['635'], ...goal } }]));
  for (const goal of [
    { near: 3, places: ['KOTA'] },
    { near: 3, standing: 'any' as const },
    ...[0, -1, 51, 1e308, 2.5].map((km) => ({ near: km })),
  ])
    expect(await refused(goal)).toBe('platform.invalid_input');
});
