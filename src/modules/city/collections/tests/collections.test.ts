import pg from 'pg';
import { expect, test } from 'vitest';
import { makeBib } from '#modules/collection/catalog/testing';
import { deactivateLibrary, getLibrary } from '#modules/ground/libraries';
import { aLibrary } from '#modules/people/members/testing';
import { code, collectionHouse, type NewCollection } from '../../../../../tests/support/collection-house.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { embeds } from '../embeds.ts';
import {
  addRecord,
  changeCollection,
  countCollections,
  createCollection,
  deleteDraft,
  getCollection,
  listCollectionAddresses,
  listCollections,
  listEditedCollections,
  moveRecord,
  publishCollection,
  removeRecord,
  viewCollection,
  withdrawCollection,
  wordRecord,
} from '../index.ts';

const t = useTestDb();
const { guest, maker, versionOf, draft, add, publish, published, titlesIn } = collectionHouse(t);

test('a draft is seen by nobody outside until it is published, and an empty one is not published', async () => {
  const id = await draft({ title: 'Blitar dalam cerita', summary: 'Kota kita.', madeBy: 'Arif Setiawan, pustakawan' });
  expect(await code(viewCollection(guest(), 'blitar-dalam-cerita'))).toBe('collections.not_found');
  expect(await code(publish(id))).toBe('collections.empty');
  await add(id, await makeBib(t.ctx(), { title: 'Babad Blitar' }), 'Mulailah dari sini.');
  expect(await code(viewCollection(guest(), 'blitar-dalam-cerita'))).toBe('collections.not_found');
  expect((await listCollections(guest(), { limit: 30 })).data.map((one) => one.id)).not.toContain(id);
  await publish(id);
  expect(await viewCollection(guest(), 'blitar-dalam-cerita')).toMatchObject({
    ...{ madeBy: 'Arif Setiawan, pustakawan', changedOn: '2026-11-25', total: 1, onShelf: 0 },
    records: [{ sentence: 'Mulailah dari sini.', card: { title: 'Babad Blitar' } }],
  });
  expect((await listCollections(guest(), { limit: 30 })).data.map((one) => one.id)).toContain(id);
  expect(await code(deleteDraft(maker(), id, await versionOf(id)))).toBe('collections.state_forbids');
});

test('the name of who made a collection is nowhere when it is taken out, not in the trace of changes either', async () => {
  const { id } = await published('Tanpa nama', ['Anonim']);
  const named = async (madeBy: string) =>
    changeCollection(maker(), id, { version: await versionOf(id), title: 'Tanpa nama', madeBy });
  await named('Sulastri, pendongeng');
  await named('');
  const trace = t.db.selectFrom('auditEvent').selectAll().where('entity', '=', 'collection');
  const events = await trace.where('entityId', '=', String(id)).execute();
  expect(events.filter(({ action }) => action === 'collection.changed')).toHaveLength(2);
  expect(JSON.stringify(events)).not.toContain('Sulastri');
});

test('an old address leads to the present one, back again too, and is given to no other', async () => {
  const { id } = await published('Dongeng malam', ['Kancil']);
  const rename = async (slug: string) =>
    changeCollection(maker(), id, { version: await versionOf(id), title: 'Dongeng sebelum tidur', slug });
  await rename('Dongeng sebelum TIDUR!');
  expect(await viewCollection(guest(), 'dongeng-malam')).toMatchObject({ id, slug: 'dongeng-sebelum-tidur' });
  await rename('dongeng-anak');
  for (const old of ['dongeng-malam', 'dongeng-sebelum-tidur', 'dongeng-anak'])
    expect((await viewCollection(guest(), old)).slug).toBe('dongeng-anak');
  await rename('dongeng-malam');
  expect((await viewCollection(guest(), 'dongeng-anak')).slug).toBe('dongeng-malam');
  // nobody else gets one of them, whether it is asked for or made of a title
  expect(await code(draft({ title: 'Lain', slug: 'dongeng-anak' }))).toBe('collections.slug_taken');
  const other = await draft({ title: 'Dongeng anak' });
  expect((await getCollection(maker(), other)).slug).toBe('dongeng-anak-2');
  // what is not said does not change the address
  await changeCollection(maker(), id, { version: await versionOf(id), title: 'Judul lain sama sekali' });
  expect((await viewCollection(guest(), 'dongeng-malam')).title).toBe('Judul lain sama sekali');
  expect((await listCollectionAddresses(guest())).map(({ slug }) => slug)).toContain('dongeng-malam');
});

test('an address that nobody has seen yet is free again when the draft takes another or is deleted', async () => {
  const id = await draft({ title: 'Coba-coba' });
  await changeCollection(maker(), id, { version: 1, title: 'Coba-coba', slug: 'percobaan' });
  const other = await draft({ title: 'Coba-coba' });
  expect((await getCollection(maker(), other)).slug).toBe('coba-coba');
  await deleteDraft(maker(), id, 2);
  expect(await code(getCollection(maker(), id))).toBe('collections.not_found');
  expect((await getCollection(maker(), await draft({ title: 'x', slug: 'percobaan' }))).slug).toBe('percobaan');
});

test('who comes to a withdrawn collection is told so, and it comes back at the same address', async () => {
  const { id } = await published('Musiman', ['Ketupat']);
  await withdrawCollection(maker(), id, await versionOf(id));
  const refused = await refusal(viewCollection(guest(), 'musiman'));
  expect([refused.code, refused.status]).toEqual(['collections.withdrawn', 410]);
  expect((await listCollections(guest(), { limit: 30 })).data.map((one) => one.id)).not.toContain(id);
  expect((await listCollectionAddresses(guest())).map(({ slug }) => slug)).not.toContain('musiman');
  expect(await code(withdrawCollection(maker(), id, await versionOf(id)))).toBe('collections.state_forbids');
  expect(await code(draft({ title: 'Lain', slug: 'musiman' }))).toBe('collections.slug_taken');
  await publish(id);
  expect(await titlesIn('musiman')).toEqual(['Ketupat']);
});

test('of two who change a collection the second is told, also when both come at once', async () => {
  const { id, bibIds } = await published('Dua penyunting', ['Satu', 'Dua']);
  const version = await versionOf(id);
  const change = async (title: string) => changeCollection(maker(), id, { version, title });
  const both = await Promise.allSettled([change('Yang pertama'), change('Yang kedua')]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const move = moveRecord(maker(), id, { version, bibId: bibIds[0] ?? 0, direction: 'down' });
  expect(await code(move)).toBe('platform.version_conflict');
  expect(await titlesIn('dua-penyunting')).toEqual(['Satu', 'Dua']);
});

test('of two who ask for one address at once one gets it', async () => {
  const first = await draft({ title: 'Lebih dulu' });
  const other = new pg.Client({ host: t.address.socketDir, user: 'lumbung', database: t.address.database });
  await other.connect();
  await other.query('begin');
  // written, and not yet told to anybody
  await other.query("insert into curated_slug (slug, collection_id, current) values ('rebutan', $1, false)", [first]);
  const late = code(draft({ title: 'Menyusul', slug: 'rebutan' }));
  const waiting = async (): Promise<number> => {
    await other.query('select pg_stat_clear_snapshot()');
    const { rows } = await other.query<{ count: number }>(`select count(*)::integer as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`);
    return rows[0]?.count ?? 0;
  };
  await expect.poll(waiting, { timeout: 10_000 }).toBe(1);
  await other.query('commit');
  await other.end();
  expect(await late).toBe('collections.slug_taken');
});

test('staff of one library change its own collections, and neither the network’s nor another’s', async () => {
  const [gedog, kota] = [await aLibrary(t.ctx(), 'GEDOG'), await aLibrary(t.ctx(), 'KOTA')];
  const own = await createCollection(maker(gedog.id), { kind: 'hand', libraryId: gedog.id, title: 'Milik Gedog' });
  const network = await draft({ title: 'Milik jaringan' });
  const other = await draft({ title: 'Milik Kota', libraryId: kota.id });
  const bibId = await makeBib(t.ctx(), { title: 'Buku Gedog' });
  await addRecord(maker(gedog.id), own, { version: 1, bibId });
  await publishCollection(maker(gedog.id), own, 2);
  const { data } = await listEditedCollections(maker(gedog.id), { state: 'draft', limit: 50 });
  expect(data.map(({ id }) => id)).not.toContain(network);
  expect(data.every(({ libraryId }) => libraryId === gedog.id)).toBe(true);
  for (const id of [network, other]) {
    const refused = [
      getCollection(maker(gedog.id), id),
      changeCollection(maker(gedog.id), id, { version: 1, title: 'x' }),
      addRecord(maker(gedog.id), id, { version: 1, bibId }),
      publishCollection(maker(gedog.id), id, 1),
      deleteDraft(maker(gedog.id), id, 1),
    ].map(code);
    for (const one of await Promise.all(refused)) expect(one).toBe('platform.forbidden');
  }
  const inOthers = createCollection(maker(gedog.id), { kind: 'hand', libraryId: null, title: 'x' });
  expect(await code(inOthers)).toBe('platform.forbidden');
  const ofGedog = await listCollections(guest(), { libraryId: gedog.id, limit: 30 });
  expect(ofGedog.data.map(({ id }) => id)).toContain(own);
  expect(ofGedog.data.every(({ libraryId }) => libraryId === gedog.id)).toBe(true);
});

test('the collections of a library that is closed rest with it', async () => {
  const tutup = await aLibrary(t.ctx(), 'TUTUP');
  const id = await draft({ title: 'Milik yang tutup', libraryId: tutup.id });
  await add(id, await makeBib(t.ctx(), { title: 'Tertinggal' }));
  await publish(id);
  const before = (await countCollections(guest())).total;
  await deactivateLibrary(t.ctx(), tutup.id, (await getLibrary(t.ctx(), tutup.id)).version);
  expect(await code(viewCollection(guest(), 'milik-yang-tutup'))).toBe('collections.withdrawn');
  expect((await countCollections(guest())).total).toBe(before - 1);
});

test.for([
  { kind: 'anonymous' } as const,
  { kind: 'member', id: 1, number: 'A1', name: 'Ani', sessionId: 1 } as const,
  { grants: [{ libraryId: null, permissions: ['catalog.edit', 'answers.edit'] }] },
])('who may not make collections does not: %j', async (actor) => {
  const ctx = t.ctx(actor);
  const refusals = [
    createCollection(ctx, { kind: 'hand', libraryId: null, title: 'x' }),
    changeCollection(ctx, 1, { version: 1, title: 'x' }),
    publishCollection(ctx, 1, 1),
    withdrawCollection(ctx, 1, 1),
    deleteDraft(ctx, 1, 1),
    addRecord(ctx, 1, { version: 1, bibId: 1 }),
    wordRecord(ctx, 1, { version: 1, bibId: 1, sentence: 'x' }),
    moveRecord(ctx, 1, { version: 1, bibId: 1, direction: 'up' }),
    removeRecord(ctx, 1, { version: 1, bibId: 1 }),
    getCollection(ctx, 1),
    listEditedCollections(ctx, { state: 'draft', limit: 50 }),
  ].map(code);
  for (const one of await Promise.all(refusals)) expect(one).toMatch(/^platform\.(forbidden|sign_in_needed)$/);
});

test.for<Partial<NewCollection>>([
  { title: '' },
  { title: 'a\0b' },
  { title: '\ud800' },
  { summary: 'y'.repeat(200_000) },
  { slug: '---!!!---' },
  { slug: 'x'.repeat(200_000) },
  { kind: 'rule', rule: { subjects: ['z'.repeat(200_000)] } },
  { kind: 'rule', rule: { subjects: Array.from({ length: 11 }, () => 'Ikan') } },
  { kind: 'rule', rule: { yearFrom: 2020, yearTo: 2019 } },
  { kind: 'rule', rule: { ddc: ["6' or true"] } },
  { kind: 'rule', rule: { most: 100_000 } },
])('what cannot be kept is refused at its field', async (collection) => {
  expect(await code(draft({ title: 'x', ...collection }))).toBe('platform.invalid_input');
});

test.for(['\0', '\ud800', "' or true --", 'x'.repeat(200_000), '', '..', '%_'])(
  'an address that can be none leads nowhere, whatever it looks like',
  async (slug) => {
    expect(await code(viewCollection(guest(), slug))).toBe('collections.not_found');
  },
);

test('a title of signs alone, or in other letters, has an address all the same', async () => {
  const ids = [await draft({ title: '!!!' }), await draft({ title: 'ꦧꦭꦶꦠꦂ' })];
  const slugs = await Promise.all(ids.map(async (id) => (await getCollection(maker(), id)).slug));
  expect(slugs).toEqual(['koleksi', 'koleksi-2']);
});

test('collections come page by page, changed last first, and none twice', async () => {
  const seen: number[] = [];
  let cursor: string | undefined;
  do {
    const { data, next } = await listCollections(guest(), { limit: 2, cursor });
    seen.push(...data.map(({ id }) => id));
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toHaveLength((await countCollections(guest())).total);
});

test('in a writing a collection is a card that says what is on a shelf, and is nothing when it is withdrawn', async () => {
  const [kind] = embeds;
  const { id } = await published('Untuk tulisan', ['Di dalam tulisan']);
  expect(await kind?.choices(guest(), 'tulisan')).toEqual([{ ref: String(id), words: 'Untuk tulisan' }]);
  expect(await kind?.choices(guest(), '%\0')).toEqual([]);
  const show = async () => kind?.show(guest(), [String(id), 'x', '9'.repeat(400)]);
  expect((await show())?.get(String(id))).toMatchObject({
    ...{ title: 'Untuk tulisan', href: '/koleksi-pilihan/untuk-tulisan', picture: null },
    state: { kind: 'off', words: '0 dari 1 ada sekarang' },
  });
  await withdrawCollection(maker(), id, await versionOf(id));
  expect((await show())?.size).toBe(0);
});
