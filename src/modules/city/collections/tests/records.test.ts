import { expect, test } from 'vitest';
import {
  createBib,
  deleteBib,
  getBib,
  getItem,
  mergeBibs,
  setBibHidden,
  setItemStatus,
  withdrawItem,
} from '#modules/collection/catalog';
import { bookRecord, makeBib, makeItem } from '#modules/collection/catalog/testing';
import { aLibrary } from '#modules/people/members/testing';
import { code, collectionHouse } from '../../../../../tests/support/collection-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addRecord,
  changeCollection,
  getCollection,
  listCollections,
  moveRecord,
  removeRecord,
  viewCollection,
  wordRecord,
} from '../index.ts';

const t = useTestDb();
const { guest, maker, versionOf, draft, add, publish, published, byRule, titlesIn } = collectionHouse(t);

test('the last book of a collection that is shown stays in it', async () => {
  const { id, bibIds } = await published('Hanya satu', ['Satu-satunya']);
  const out = removeRecord(maker(), id, { version: await versionOf(id), bibId: bibIds[0] ?? 0 });
  expect(await code(out)).toBe('collections.empty');
  expect(await titlesIn('hanya-satu')).toEqual(['Satu-satunya']);
});

test('a copy that comes to the shelf or leaves the collection changes what is said of it', async () => {
  const { bibIds } = await published('Ada di rak', ['Ada', 'Tidak ada']);
  const library = await aLibrary(t.ctx(), 'KOTA');
  const onShelf = async () => (await viewCollection(guest(), 'ada-di-rak')).onShelf;
  expect(await onShelf()).toBe(0);
  const copy = await makeItem(t.ctx(), { bibId: bibIds[0] ?? 0, libraryId: library.id });
  expect(await onShelf()).toBe(1);
  await makeItem(t.ctx(), { bibId: bibIds[0] ?? 0, libraryId: library.id });
  // two copies of one title are one title that is there
  expect(await viewCollection(guest(), 'ada-di-rak')).toMatchObject({ total: 2, onShelf: 1 });
  await makeItem(t.ctx(), { bibId: bibIds[1] ?? 0, libraryId: library.id });
  expect(await onShelf()).toBe(2);
  await withdrawItem(t.ctx(), { id: copy.id, version: (await getItem(t.ctx(), copy.id)).version, reason: 'Rusak' });
  expect(await onShelf()).toBe(2);
});

test('the only copy is counted while it stands on its shelf, not in repair, and not when it is withdrawn', async () => {
  const { bibIds } = await published('Tinggal satu', ['Langka']);
  const library = await aLibrary(t.ctx(), 'KOTA');
  const { id } = await makeItem(t.ctx(), { bibId: bibIds[0] ?? 0, libraryId: library.id });
  expect(await viewCollection(guest(), 'tinggal-satu')).toMatchObject({ total: 1, onShelf: 1 });
  const status = async (now: 'repair' | 'available'): Promise<void> =>
    t.db.transaction().execute(async (trx) => setItemStatus(trx, t.ctx(), id, now));
  // it is in the collection all the same
  await status('repair');
  expect(await viewCollection(guest(), 'tinggal-satu')).toMatchObject({ total: 1, onShelf: 0 });
  await status('available');
  expect(await viewCollection(guest(), 'tinggal-satu')).toMatchObject({ total: 1, onShelf: 1 });
  await withdrawItem(t.ctx(), { id, version: (await getItem(t.ctx(), id)).version, reason: 'Rusak' });
  expect(await viewCollection(guest(), 'tinggal-satu')).toMatchObject({ total: 1, onShelf: 0 });
});

const onShelfOf = async (slug: string): Promise<number> => (await viewCollection(guest(), slug)).onShelf;
const listedOf = async (id: number, covers = 5) => {
  const { data } = await listCollections(guest(), { limit: 200, covers });
  const listed = data.find((one) => one.id === id);
  return { total: listed?.total, onShelf: listed?.onShelf, covers: listed?.covers.map(({ title }) => title) };
};

test('a list counts what a collection has and what of it is there, and has the first covers that readers find', async () => {
  const { id, bibIds } = await published('Dalam daftar', ['Sembunyi', 'Lain', 'Di rak', 'Robek', 'Hapus']);
  const [hidden = 0, , there = 0, worn = 0, lost = 0] = bibIds;
  const library = await aLibrary(t.ctx(), 'KOTA');
  for (const bibId of [hidden, there, there]) await makeItem(t.ctx(), { bibId, libraryId: library.id });
  const torn = await makeItem(t.ctx(), { bibId: worn, libraryId: library.id });
  await t.db.transaction().execute(async (trx) => setItemStatus(trx, t.ctx(), torn.id, 'repair'));
  expect(await listedOf(id)).toMatchObject({ total: 5, onShelf: 2 });
  await setBibHidden(t.ctx(), { id: hidden, version: (await getBib(t.ctx(), hidden)).version, hidden: true });
  await deleteBib(t.ctx(), { id: lost, version: (await getBib(t.ctx(), lost)).version, reason: 'Rusak' });
  expect(await listedOf(id, 2)).toEqual({ total: 3, onShelf: 1, covers: ['Lain', 'Di rak'] });
  expect(await viewCollection(guest(), 'dalam-daftar')).toMatchObject({ total: 3, onShelf: 1 });
  expect(await listedOf(id, 0)).toMatchObject({ total: 3, covers: [] });
});

test('of a library’s own collection the copies of that library count, of the network’s those of all', async () => {
  const [gedog, kota] = [await aLibrary(t.ctx(), 'GEDOG'), await aLibrary(t.ctx(), 'KOTA')];
  const [both, kotaOnly] = [await fish('Di keduanya', 2020, 'Pancing'), await fish('Di Kota saja', 2020, 'Pancing')];
  const copy = await makeItem(t.ctx(), { bibId: both, libraryId: gedog.id });
  for (const bibId of [both, kotaOnly]) await makeItem(t.ctx(), { bibId, libraryId: kota.id });
  const own = await draft({ title: 'Pilihan Gedog', libraryId: gedog.id });
  const all = await draft({ title: 'Pilihan semua' });
  for (const id of [own, all]) {
    for (const bibId of [both, kotaOnly]) await add(id, bibId);
    await publish(id);
  }
  const ruled = await byRule('Pancing Gedog', { subjects: ['Pancing'] }, gedog.id);
  const counts = async (): Promise<(number | undefined)[]> => [
    ...[await onShelfOf('pilihan-gedog'), (await listedOf(own)).onShelf],
    ...[await onShelfOf('pancing-gedog'), (await listedOf(ruled)).onShelf],
    ...[await onShelfOf('pilihan-semua'), (await listedOf(all)).onShelf],
  ];
  expect(await counts()).toEqual([1, 1, 1, 1, 2, 2]);
  await t.db.transaction().execute(async (trx) => setItemStatus(trx, t.ctx(), copy.id, 'repair'));
  expect(await counts()).toEqual([0, 0, 0, 0, 2, 2]);
});

test('a book that readers may not find is not put into a collection, not by its number either', async () => {
  const id = await draft({ title: 'Tanpa yang tersembunyi' });
  const bibId = await makeBib(t.ctx(), { title: 'Rahasia' });
  await setBibHidden(t.ctx(), { id: bibId, version: (await getBib(t.ctx(), bibId)).version, hidden: true });
  expect(await code(add(id, bibId))).toBe('collections.record_unknown');
  expect((await getCollection(maker(), id)).records).toEqual([]);
  await setBibHidden(t.ctx(), { id: bibId, version: (await getBib(t.ctx(), bibId)).version, hidden: false });
  await add(id, bibId);
  expect((await getCollection(maker(), id)).records).toMatchObject([{ title: 'Rahasia', found: true }]);
});

async function fish(title: string, year: number, subject: string): Promise<number> {
  const record = bookRecord({ title, year });
  const about = { tag: '650', ind1: ' ', ind2: '4', subfields: [{ code: 'a', value: subject }] };
  const { bib } = await createBib(t.ctx(), {
    marc: { ...record, fields: [...record.fields, about] },
    allowDuplicate: true,
  });
  return bib.id;
}

test('a collection by a rule has what the rule says, and follows the catalogue', async () => {
  await fish('Beternak koi', 2021, 'Ikan hias');
  await fish('Cupang juara', 2012, 'Ikan hias');
  await fish('Lele di terpal', 2018, 'Budi daya ikan');
  await fish('Anggrek', 2020, 'Tanaman hias');
  const id = await byRule('Ikan di halaman', { subjects: ['Ikan hias', 'Budi daya ikan'], yearFrom: 2015 });
  expect(await titlesIn('ikan-di-halaman')).toEqual(['Beternak koi', 'Lele di terpal']);
  await fish('Gurami untuk pemula', 2024, 'Budi daya ikan');
  expect(await titlesIn('ikan-di-halaman')).toEqual(['Gurami untuk pemula', 'Beternak koi', 'Lele di terpal']);
  const rule = { subjects: ['Ikan hias', 'Budi daya ikan'], order: 'title' as const, most: 2 };
  await changeCollection(maker(), id, { version: await versionOf(id), title: 'Ikan di halaman', rule });
  expect(await titlesIn('ikan-di-halaman')).toEqual(['Beternak koi', 'Cupang juara']);
  expect(await getCollection(maker(), id)).toMatchObject({ total: 4, records: [{ found: true }, { found: true }] });
  // a heading that nobody has finds nothing, and not everything
  await changeCollection(maker(), id, {
    ...{ version: await versionOf(id), title: 'Ikan di halaman', rule: { subjects: ['Ikan terbang'] } },
  });
  expect(await titlesIn('ikan-di-halaman')).toEqual([]);
});

test('what is new in the catalogue is new for so many days', async () => {
  t.clock.set('2026-12-20T03:00:00Z');
  await fish('Baru datang', 2026, 'Barang baru');
  await byRule('Baru di katalog', { newWithinDays: 7, subjects: ['Barang baru'] });
  expect(await titlesIn('baru-di-katalog')).toEqual(['Baru datang']);
  t.clock.set('2026-12-28T03:00:00Z');
  expect(await titlesIn('baru-di-katalog')).toEqual([]);
  t.clock.set('2026-11-25T03:00:00Z');
});

test('the rule of one library finds what that library has', async () => {
  const [gedog, kota] = [await aLibrary(t.ctx(), 'GEDOG'), await aLibrary(t.ctx(), 'KOTA')];
  const [here, there] = [await fish('Di Gedog', 2020, 'Kolam'), await fish('Di Kota', 2020, 'Kolam')];
  await makeItem(t.ctx(), { bibId: here, libraryId: gedog.id });
  await makeItem(t.ctx(), { bibId: there, libraryId: kota.id });
  await byRule('Kolam Gedog', { subjects: ['Kolam'] }, gedog.id);
  expect(await titlesIn('kolam-gedog')).toEqual(['Di Gedog']);
});

test('a rule that asks for nothing is not shown: it would be the whole catalogue', async () => {
  const id = await draft({ title: 'Semuanya', kind: 'rule' });
  expect(await code(publish(id))).toBe('collections.empty');
  expect(await getCollection(maker(), id)).toMatchObject({ total: 0, records: [] });
  const shown = await byRule('Kelas enam', { ddc: ['6'] });
  const change = changeCollection(maker(), shown, { version: 2, title: 'Kelas enam', rule: {} });
  expect(await code(change)).toBe('collections.empty');
  const bibId = await makeBib(t.ctx(), { title: 'Dipilih' });
  expect(await code(addRecord(maker(), shown, { version: 2, bibId }))).toBe('collections.by_rule');
  const { id: hand } = await published('Dengan tangan', ['Buku']);
  const rule = changeCollection(maker(), hand, { version: await versionOf(hand), title: 'x', rule: { ddc: ['6'] } });
  expect(await code(rule)).toBe('platform.invalid_input');
});

test('books stand in the order in which somebody puts them, each with its sentence', async () => {
  const { id, bibIds } = await published('Berurutan', ['A', 'B', 'C']);
  const [a = 0, b = 0, c = 0] = bibIds;
  const move = async (bibId: number, direction: 'up' | 'down') =>
    moveRecord(maker(), id, { version: await versionOf(id), bibId, direction });
  await move(c, 'up');
  expect(await titlesIn('berurutan')).toEqual(['A', 'C', 'B']);
  await move(a, 'down');
  expect(await titlesIn('berurutan')).toEqual(['C', 'A', 'B']);
  await move(c, 'up');
  await move(b, 'down');
  expect(await titlesIn('berurutan')).toEqual(['C', 'A', 'B']);
  await removeRecord(maker(), id, { version: await versionOf(id), bibId: a });
  await move(b, 'up');
  await add(id, a, 'Kembali lagi.');
  expect(await titlesIn('berurutan')).toEqual(['B', 'C', 'A']);
  await wordRecord(maker(), id, {
    ...{ version: await versionOf(id), bibId: b, sentence: 'Baca ini.', sentenceEn: 'Read this.' },
  });
  expect((await viewCollection(guest(), 'berurutan')).records[0]).toMatchObject({ sentence: 'Baca ini.' });
  expect((await viewCollection({ ...guest(), locale: 'en' }, 'berurutan')).records).toMatchObject([
    { sentence: 'Read this.', sentenceLanguage: 'en' },
    { sentence: '', sentenceLanguage: 'id' },
    { sentence: 'Kembali lagi.', sentenceLanguage: 'id' },
  ]);
  expect(await code(add(id, a))).toBe('collections.record_listed');
  expect(await code(add(id, 999_999))).toBe('collections.record_unknown');
  expect(await code(move(999_999, 'up'))).toBe('collections.record_not_listed');
});

async function merge(dropId: number, keepId: number): Promise<void> {
  const [keep, drop] = [await getBib(t.ctx(), keepId), await getBib(t.ctx(), dropId)];
  await mergeBibs(t.ctx(), { keepId, dropId, keepVersion: keep.version, dropVersion: drop.version });
}

test('a book follows the merging of its record, is one where both stood there, and leaves when it is deleted', async () => {
  const { id, bibIds } = await published('Digabung', ['Lama', 'Kembar', 'Hilang']);
  const [old = 0, twin = 0, lost = 0] = bibIds;
  const stays = await makeBib(t.ctx(), { title: 'Baru' });
  await merge(old, stays);
  expect(await titlesIn('digabung')).toEqual(['Baru', 'Kembar', 'Hilang']);
  await merge(twin, stays);
  expect(await titlesIn('digabung')).toEqual(['Baru', 'Hilang']);
  // who still has the old number means the record that it became
  expect(await code(add(id, old))).toBe('collections.record_listed');
  await deleteBib(t.ctx(), { id: lost, version: (await getBib(t.ctx(), lost)).version, reason: 'Rusak' });
  expect(await viewCollection(guest(), 'digabung')).toMatchObject({ total: 1 });
  expect((await getCollection(maker(), id)).records).toMatchObject([
    { title: 'Baru', found: true },
    { title: 'Hilang', found: false },
  ]);
});
