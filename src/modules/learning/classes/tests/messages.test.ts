import { beforeAll, beforeEach, expect, test } from 'vitest';
import { aLibrary } from '#modules/people/members/testing';
import { classHouse } from '../../../../../tests/support/class-house.ts';
import { code } from '../../../../../tests/support/collection-house.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addTeacher,
  endClass,
  listMessages,
  parentsPdf,
  pupilOfKey,
  readMessages,
  resetPupilPin,
  rewordMessage,
  takeBackMessage,
  takeOutPupil,
  viewClass,
  withdrawConsent,
  writeMessage,
} from '../index.ts';
import { classPupilRetention } from '../personal-data.ts';

const t = useTestDb();
const { guest, teacher, aClass, enter, memberOf } = classHouse(t);
let libraryId = 0;
let mega: Awaited<ReturnType<typeof teacher>>;
let arif: Awaited<ReturnType<typeof teacher>>;

beforeAll(async () => {
  libraryId = (await aLibrary(t.ctx())).id;
  mega = await teacher(libraryId);
  arif = await teacher(libraryId, 'Arif Setiawan');
});
beforeEach(() => t.clock.set(TEST_NOW));

/** A class of two who have both come in. */
async function twoIn() {
  const made = await aClass(mega, { libraryId, pupils: 2 });
  const keys: string[] = [];
  for (const { picture, pin } of made.pins) keys.push((await enter(made.code, picture, pin)).key);
  const [first = 0, second = 0] = made.pins.map(({ id }) => id);
  return { ...made, first, second, keyOf: (nth: number) => keys[nth] ?? '' };
}
const told = async (key: string) => (await pupilOfKey(guest(), key))?.messages ?? [];
const wordsTo = async (key: string) => (await told(key)).map(({ words, isNew }) => [words, isNew]);
const read = async (key: string) =>
  readMessages(guest(), key, { read: (await told(key)).map(({ id, version }) => ({ id, version })) });

test('a pupil reads what is said to the class and to them, newest first, and never what another child is told', async () => {
  const { id, first, keyOf } = await twoIn();
  await writeMessage(mega.ctx(), id, { words: 'Besok bawa buku tulis' });
  await writeMessage(mega.ctx(), id, { words: 'Ulangi latihan kedua, ya', pupilId: first });
  expect(await wordsTo(keyOf(0))).toEqual([
    ['Ulangi latihan kedua, ya', true],
    ['Besok bawa buku tulis', true],
  ]);
  expect(await wordsTo(keyOf(1))).toEqual([['Besok bawa buku tulis', true]]);
  // what one child has read is new to the other still, and nobody says for another that they read theirs
  await readMessages(guest(), keyOf(1), {
    read: (await told(keyOf(0))).map(({ id: one, version }) => ({ id: one, version })),
  });
  expect(await wordsTo(keyOf(1))).toEqual([['Besok bawa buku tulis', false]]);
  expect((await told(keyOf(0))).map(({ isNew }) => isNew)).toEqual([true, true]);
  expect(await read(keyOf(0))).toHaveProperty('course');
  expect((await told(keyOf(0))).map(({ isNew }) => isNew)).toEqual([false, false]);
  expect(await code(readMessages(guest(), 'x'.repeat(32), { read: [] }))).toBe('classes.pupil_gone');
  expect(await code(readMessages(mega.ctx(), keyOf(0), { read: [] }))).toBe('classes.pupil_gone');
});

test('whoever wrote it corrects it, and it is new again; any teacher of the class takes it back', async () => {
  const { id, keyOf } = await twoIn();
  await addTeacher(mega.ctx(), id, { accountId: arif.id });
  const message = await writeMessage(mega.ctx(), id, { words: 'Selasa jam delapan' });
  const shown = (await told(keyOf(0))).map(({ id: one, version }) => ({ id: one, version }));
  expect(await code(rewordMessage(arif.ctx(), message, { words: 'Lain', version: 0 }))).toBe(
    'classes.message_not_yours',
  );
  await rewordMessage(mega.ctx(), message, { words: 'Selasa jam sembilan', version: 0 });
  // a page that still showed the old words makes nothing of the new ones read
  await readMessages(guest(), keyOf(0), { read: shown });
  expect(await wordsTo(keyOf(0))).toEqual([['Selasa jam sembilan', true]]);
  expect(await code(takeBackMessage(arif.ctx(), message, 0))).toBe('platform.version_conflict');
  expect(await listMessages(arif.ctx(), id)).toMatchObject([
    { words: 'Selasa jam sembilan', byName: 'Mega Puspita', isOwn: false, version: 1 },
  ]);
  await takeBackMessage(arif.ctx(), message, 1);
  expect(await told(keyOf(0))).toEqual([]);
  expect(await code(takeBackMessage(mega.ctx(), message, 1))).toBe('classes.message_unknown');
  // the trace says that something was said and to whom by number, and none of the words
  const rows = await t.db
    .selectFrom('auditEvent')
    .select(['action', 'after', 'before'])
    .where('action', 'like', 'learning_class.message_%')
    .execute();
  expect(rows.length).toBeGreaterThan(2);
  expect(JSON.stringify(rows)).not.toContain('Selasa');
});

test('a teacher of another class says nothing here, and nothing to a pupil of another class; lengths and numbers have an end', async () => {
  const { id } = await twoIn();
  const other = await twoIn();
  expect(await code(writeMessage(arif.ctx(), id, { words: 'Halo' }))).toBe('classes.not_yours');
  expect(await code(listMessages(arif.ctx(), id))).toBe('classes.not_yours');
  expect(await code(writeMessage(mega.ctx(), id, { words: 'Halo', pupilId: other.first }))).toBe(
    'classes.pupil_unknown',
  );
  for (const words of ['', '   ', 'x'.repeat(501), 'x'.repeat(200_000), 'a\0b'])
    expect([words.length, await code(writeMessage(mega.ctx(), id, { words }))]).toEqual([
      words.length,
      'platform.invalid_input',
    ]);
  const busy = await teacher(libraryId, 'Terlalu Rajin');
  await addTeacher(mega.ctx(), id, { accountId: busy.id });
  for (let nth = 0; nth < 30; nth += 1) await writeMessage(busy.ctx(), id, { words: `Pesan ${nth}` });
  expect(await code(writeMessage(busy.ctx(), id, { words: 'Satu lagi' }))).toBe('platform.too_many_requests');
});

test('what was said goes with the pupil, with their consent out of sight, and with the class', async () => {
  const { id, first, second, keyOf } = await twoIn();
  await writeMessage(mega.ctx(), id, { words: 'Untuk semua' });
  await writeMessage(mega.ctx(), id, { words: 'Untuk satu', pupilId: first });
  const versionOf = async (pupil: number) => memberOf(await viewClass(mega.ctx(), id), pupil)?.version ?? 0;
  await takeOutPupil(mega.ctx(), first, await versionOf(first));
  expect((await listMessages(mega.ctx(), id)).map(({ words }) => words)).toEqual(['Untuk semua']);
  await resetPupilPin(mega.ctx(), second);
  expect(await told(keyOf(1))).toEqual([]);
  await withdrawConsent(mega.ctx(), second, await versionOf(second));
  await endClass(mega.ctx(), id, (await viewClass(mega.ctx(), id)).version);
  expect(await code(writeMessage(mega.ctx(), id, { words: 'Terlambat' }))).toBe('classes.ended');
  const [left] = await listMessages(mega.ctx(), id);
  expect(await code(rewordMessage(mega.ctx(), left?.id ?? 0, { words: 'Baru', version: 0 }))).toBe('classes.ended');
  await classPupilRetention.clear(t.ctx(), new Date(t.clock.now().getTime() + 86_400_000), t.storage);
  expect(await listMessages(mega.ctx(), id)).toEqual([]);
});

test('a sheet for parents is printed by the teachers of the class alone, of one pupil or of all', async () => {
  const { id, first } = await twoIn();
  const other = await twoIn();
  const config = { root: process.cwd() };
  for (const pupilId of [null, first]) {
    const { body } = await parentsPdf(mega.ctx(), config, { id, pupilId });
    expect(Buffer.from(body).subarray(0, 5).toString()).toBe('%PDF-');
  }
  expect(await code(parentsPdf(mega.ctx(), config, { id, pupilId: other.first }))).toBe('classes.pupil_unknown');
  expect(await code(parentsPdf(arif.ctx(), config, { id, pupilId: null }))).toBe('classes.not_yours');
});
