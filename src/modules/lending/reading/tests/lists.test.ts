import { beforeAll, expect, test } from 'vitest';
import { mergeBibs, getBib } from '#modules/collection/catalog';
import { makeBib } from '#modules/collection/catalog/testing';
import { aLibrary, aMember } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { openWithoutSecondTry, playLocks } from '../../../../../tests/support/lock-play.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  changeEntry,
  createList,
  deleteList,
  getDisplayName,
  getOwnList,
  getSharedList,
  listOwnLists,
  listPickedLists,
  listPublicLists,
  listsWithBib,
  pickList,
  removeEntry,
  restoreList,
  saveToList,
  setDisplayName,
  unpickList,
  updateList,
} from '../index.ts';
import { asReader } from '../testing.ts';
import { tidyReading } from '../tidy-reading.ts';

const t = useTestDb();
const ALL = { offset: 0, limit: 100 };
let sari: Ctx;
let dimas: Ctx;
let child: Ctx;
let books: number[];

beforeAll(async () => {
  const ctx = t.ctx();
  await aLibrary(ctx);
  sari = asReader(t, await aMember(ctx, { fullName: 'Sari Wulandari', birthDate: '1990-02-01' }));
  dimas = asReader(t, await aMember(ctx, { fullName: 'Dimas Aji Pratama', birthDate: '1988-05-12' }));
  const young = { birthDate: '2015-03-14', guardianName: 'Dewi Lestari', category: 'pelajar' };
  child = asReader(t, await aMember(ctx, { fullName: 'Aisyah Rahma Dewi', ...young }));
  books = [];
  for (const title of ['Laskar Pelangi', 'Bumi Manusia', 'Gadis Kretek']) books.push(await makeBib(ctx, { title }));
});

const [first, second, third] = [() => books[0] ?? 0, () => books[1] ?? 0, () => books[2] ?? 0];
const titles = async (ctx: Ctx, id: number): Promise<string[]> =>
  (await getOwnList(ctx, id, ALL)).entries.map((entry) => entry.card.title);
const refusal = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'allowed',
    (error: unknown) => (error instanceof Error ? error.message : ''),
  );

test('a reader saves titles to a new list from the record, writes a note and puts them in another order', async () => {
  const { listId, added } = await saveToList(sari, {
    bibId: first(),
    list: { title: 'Dibaca bulan ini' },
    note: 'dari Ibu',
  });
  expect(added).toBe(true);
  await saveToList(sari, { bibId: second(), list: { id: listId } });
  await saveToList(sari, { bibId: third(), list: { id: listId } });
  expect(await saveToList(sari, { bibId: third(), list: { id: listId } })).toEqual({ listId, added: false });
  expect(await titles(sari, listId)).toEqual(['Laskar Pelangi', 'Bumi Manusia', 'Gadis Kretek']);
  await changeEntry(sari, { listId, bibId: third(), place: 1 });
  expect(await titles(sari, listId)).toEqual(['Gadis Kretek', 'Laskar Pelangi', 'Bumi Manusia']);
  await changeEntry(sari, { listId, bibId: second(), note: ' jilid satu dulu ' });
  await removeEntry(sari, { listId, bibId: first() });
  const { entries } = await getOwnList(sari, listId, ALL);
  expect(entries).toMatchObject([
    { place: 1, bibId: third(), note: null },
    { place: 2, bibId: second(), note: 'jilid satu dulu' },
  ]);
  expect(await listsWithBib(sari, second())).toEqual(new Set([listId]));
});

test('a private list is nobody else’s: others neither see nor change it', async () => {
  const id = await createList(sari, { title: 'Untuk saya' });
  for (const other of [dimas, t.ctx()]) {
    expect(await refusal(getOwnList(other, id, ALL))).not.toBe('allowed');
    expect(await refusal(saveToList(other, { bibId: first(), list: { id } }))).not.toBe('allowed');
    expect(await refusal(deleteList(other, id))).not.toBe('allowed');
  }
  expect(await refusal(getOwnList(dimas, id, ALL))).toBe('reading.list_not_found');
});

test('a list shared by its address is seen by who has it; made private again, the old address stays closed', async () => {
  const id = await createList(sari, { title: 'Untuk klub buku', visibility: 'link' });
  await saveToList(sari, { bibId: first(), list: { id } });
  const list = await getOwnList(sari, id, ALL);
  const nobody = t.ctx({ kind: 'anonymous' });
  const token = list.shareToken ?? '';
  expect(token).toMatch(/^[\w-]{22}$/);
  expect(await getSharedList(nobody, token, ALL)).toMatchObject({ title: 'Untuk klub buku', by: null, entryCount: 1 });
  expect((await listPublicLists(nobody, { limit: 50 })).data.map(({ title }) => title)).not.toContain(
    'Untuk klub buku',
  );
  await updateList(sari, { id, version: list.version, changes: { visibility: 'private' } });
  expect(await refusal(getSharedList(nobody, token, ALL))).toBe('reading.list_not_found');
  await updateList(sari, { id, version: list.version + 1, changes: { visibility: 'link' } });
  expect((await getOwnList(sari, id, ALL)).shareToken).not.toBe(token);
});

test('of two windows on one list the second that saves is told so', async () => {
  const id = await createList(dimas, { title: 'Masakan' });
  const { version } = await getOwnList(dimas, id, ALL);
  await updateList(dimas, { id, version, changes: { title: 'Masakan Jawa' } });
  expect(await refusal(updateList(dimas, { id, version, changes: { title: 'Masakan Bali' } }))).toBe(
    'platform.version_conflict',
  );
});

test('a list that was thrown away can be brought back for a day, then it is gone', async () => {
  const id = await createList(dimas, { title: 'Koi' });
  await saveToList(dimas, { bibId: first(), list: { id } });
  await deleteList(dimas, id);
  expect((await listOwnLists(dimas)).map((list) => list.id)).not.toContain(id);
  await restoreList(dimas, id);
  expect(await titles(dimas, id)).toEqual(['Laskar Pelangi']);
  await deleteList(dimas, id);
  expect(await tidyReading(t.ctx())).toBe(0);
  const tomorrow = { ...t.ctx(), clock: { now: () => new Date(t.clock.now().getTime() + 25 * 3_600_000) } };
  expect(await tidyReading(tomorrow)).toBe(1);
  expect(await refusal(restoreList(dimas, id))).toBe('reading.list_not_found');
});

test('a public list shows a chosen name; a child’s name says nothing of the real one', async () => {
  const id = await createList(child, { title: 'Buku seru', visibility: 'public' });
  await saveToList(child, { bibId: first(), list: { id } });
  const nobody = t.ctx({ kind: 'anonymous' });
  const shown = async () =>
    (await listPublicLists(nobody, { limit: 50 })).data.find((list) => list.title === 'Buku seru');
  expect(await shown()).toMatchObject({ by: null });
  expect(JSON.stringify(await shown())).not.toContain('Aisyah');
  expect(await refusal(setDisplayName(child, 'aisyah_keren'))).toBe('platform.invalid_input');
  expect(await refusal(setDisplayName(child, 'Dewi 08'))).toBe('platform.invalid_input');
  await setDisplayName(child, 'Kupu-kupu Biru');
  expect(await shown()).toMatchObject({ by: 'Kupu-kupu Biru' });
  await setDisplayName(dimas, 'Dimas dari Sananwetan');
  expect(await getDisplayName(dimas)).toBe('Dimas dari Sananwetan');
  expect(await refusal(setDisplayName(dimas, '0812 3456 7890'))).toBe('platform.invalid_input');
});

test('records that became one stand once in every list', async () => {
  const ctx = t.ctx();
  const [keepId, dropId] = [await makeBib(ctx, { title: 'Ronggeng' }), await makeBib(ctx, { title: 'Ronggeng' })];
  const both = await createList(sari, { title: 'Keduanya' });
  const one = await createList(sari, { title: 'Satu' });
  for (const bibId of [dropId, keepId]) await saveToList(sari, { bibId, list: { id: both } });
  await saveToList(sari, { bibId: dropId, list: { id: one } });
  const [keep, drop] = [await getBib(ctx, keepId), await getBib(ctx, dropId)];
  await mergeBibs(ctx, { keepId, keepVersion: keep.version, dropId, dropVersion: drop.version });
  await tidyReading(ctx);
  for (const id of [both, one])
    expect((await getOwnList(sari, id, ALL)).entries.map(({ bibId }) => bibId)).toEqual([keepId]);
});

test('the trace says that a list was made and shared, and never what is in it', async () => {
  const events = await t.db.selectFrom('auditEvent').selectAll().where('entity', '=', 'reading_list').execute();
  expect(new Set(events.map((event) => event.action))).toEqual(
    new Set(['reading_list.created', 'reading_list.shared', 'reading_list.deleted', 'reading_list.restored']),
  );
  expect(JSON.stringify(events)).not.toContain('Untuk saya');
});

test('one tap saves: a first list is made by itself, once, and afterwards it is the list used last', async () => {
  const rini = asReader(t, await aMember(t.ctx(), { fullName: 'Rini Astuti', birthDate: '1991-04-02' }));
  const tap = async (bibId: number) => saveToList(rini, { bibId, list: { lastOr: 'Bacaan saya' } });
  // two at once make one list
  const [one, two] = await Promise.all([tap(first()), tap(second())]);
  expect(one.listId).toBe(two.listId);
  expect((await listOwnLists(rini)).map(({ title, visibility }) => [title, visibility])).toEqual([
    ['Bacaan saya', 'private'],
  ]);
  expect(await tap(first())).toEqual({ listId: one.listId, added: false });
  t.clock.set('2026-11-25T11:00:00+07:00');
  const other = await createList(rini, { title: 'Untuk Aisyah' });
  expect((await tap(third())).listId).toBe(other);
  await deleteList(rini, other);
  expect((await tap(third())).listId).toBe(one.listId);
});

test('a librarian shows a public list on the home page, and takes it off again; whoever has it decides whether it is public at all', async () => {
  const id = await createList(dimas, { title: 'Blitar dalam cerita', visibility: 'public' });
  const { shareToken } = await getOwnList(dimas, id, ALL);
  const share = async (visibility: 'private' | 'link') =>
    updateList(dimas, { id, version: (await getOwnList(dimas, id, ALL)).version, changes: { visibility } });
  const token = shareToken ?? '';
  const picked = async () => (await listPickedLists(t, 3)).map(({ title, first }) => [title, first.length]);
  expect(await refusal(pickList(dimas, token))).toBe('platform.forbidden');
  expect(await refusal(pickList(t.ctx({ grants: [] }), token))).toBe('platform.forbidden');
  await pickList(t.ctx(), token);
  await pickList(t.ctx(), token);
  // a list without a title shows nothing
  expect(await picked()).toEqual([]);
  for (const bibId of books) await saveToList(dimas, { bibId, list: { id }, note: null });
  expect(await picked()).toEqual([['Blitar dalam cerita', books.length]]);
  const traced = await t.db
    .selectFrom('auditEvent')
    .select('action')
    .where('action', 'like', 'reading_list.%picked')
    .execute();
  expect(traced).toEqual([{ action: 'reading_list.picked' }]);
  await unpickList(t.ctx(), token);
  expect(await picked()).toEqual([]);
  expect((await listPublicLists(t.ctx(), { limit: 10 })).data.map((list) => list.shareToken)).toContain(token);
  await pickList(t.ctx(), token);
  // what reads otherwise than the librarian has seen it is not shown any more
  const { version } = await getOwnList(dimas, id, ALL);
  await updateList(dimas, { id, version, changes: { title: 'Beli di toko saya' } });
  expect(await picked()).toEqual([]);
  // nor is it chosen by who read it before it was renamed
  expect(await refusal(pickList(t.ctx(), token, version))).toBe('platform.version_conflict');
  expect(await picked()).toEqual([]);
  await pickList(t.ctx(), token, (await getOwnList(dimas, id, ALL)).version);
  expect(await picked()).toEqual([['Beli di toko saya', books.length]]);
  await share('private');
  expect(await picked()).toEqual([]);
  await share('link');
  const link = (await getOwnList(dimas, id, ALL)).shareToken ?? '';
  // an address that was given to some people is nothing for everybody
  expect(await picked()).toEqual([]);
  expect(await refusal(pickList(t.ctx(), link))).toBe('reading.list_not_found');
  expect(await refusal(pickList(t.ctx(), 'tidak-ada-sama-sekali'))).toBe('reading.list_not_found');
});

test('a chosen list whose titles nobody may find any more takes no other list its place on the home page', async () => {
  await t.db.updateTable('readingList').set({ pickedAt: null }).execute();
  const make = async (title: string): Promise<{ id: number; token: string }> => {
    const id = await createList(dimas, { title, visibility: 'public' });
    return { id, token: (await getOwnList(dimas, id, ALL)).shareToken ?? '' };
  };
  const full = await make('Ada isinya');
  await saveToList(dimas, { bibId: first(), list: { id: full.id }, note: null });
  await pickList(t.ctx(), full.token);
  for (const title of ['Kosong satu', 'Kosong dua']) await pickList(t.ctx(), (await make(title)).token);
  expect((await listPickedLists(t, 2)).map(({ title }) => title)).toEqual(['Ada isinya']);
});

test('a list that is renamed at the moment in which it is chosen is not chosen as it reads then', async () => {
  const id = await createList(dimas, { title: 'Dongeng Blitar', visibility: 'public' });
  const { shareToken, version } = await getOwnList(dimas, id, ALL);
  await saveToList(dimas, { bibId: first(), list: { id }, note: null });
  const seen = (await getOwnList(dimas, id, ALL)).version;
  expect(seen).toBeGreaterThan(version);
  const many = openWithoutSecondTry(t.address);
  const lock = async (trx: Parameters<Parameters<typeof playLocks>[1]>[0]) =>
    trx.selectFrom('readingList').select('id').where('id', '=', id).forUpdate().execute();
  const renames = async () =>
    updateList({ ...dimas, db: many }, { id, version: seen, changes: { title: 'Beli di toko saya' } });
  const picks = async () => pickList({ ...t.ctx(), db: many }, shareToken ?? '', seen);
  expect(await playLocks(t.db, lock, [renames, picks])).toEqual(['done', 'platform.version_conflict']);
  await many.destroy();
  expect((await listPickedLists(t, 9)).map(({ title }) => title)).not.toContain('Beli di toko saya');
});

test('whoever has asked that their data be only kept is not on the home page, and is again when that ends', async () => {
  await t.db.updateTable('readingList').set({ pickedAt: null }).execute();
  const id = await createList(dimas, { title: 'Sejarah kampung', visibility: 'public' });
  await saveToList(dimas, { bibId: first(), list: { id }, note: null });
  await pickList(t.ctx(), (await getOwnList(dimas, id, ALL)).shareToken ?? '');
  const restrict = async (at: Date | null) =>
    t.db.updateTable('member').set({ restrictedAt: at }).where('fullName', '=', 'Dimas Aji Pratama').execute();
  const picked = async () => (await listPickedLists(t, 3)).map(({ title }) => title);
  expect(await picked()).toEqual(['Sejarah kampung']);
  await restrict(t.clock.now());
  expect(await picked()).toEqual([]);
  await restrict(null);
  expect(await picked()).toEqual(['Sejarah kampung']);
});
