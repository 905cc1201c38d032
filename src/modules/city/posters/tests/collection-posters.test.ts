import { beforeAll, expect, test } from 'vitest';
import { changeCollection, publishCollection, withdrawCollection } from '#modules/city/collections';
import type { Library } from '#modules/ground/libraries';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { openLink } from '#modules/stock/links';
import type { Ctx } from '#platform/context';
import { code, collectionHouse } from '../../../../../tests/support/collection-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { addPlaces, getPoster, makePoster, posterPdf, suggestCollectionWords, viewChain } from '../index.ts';

const t = useTestDb();
const { draft, published, versionOf } = collectionHouse(t);
const services = { config: { root: process.cwd() }, origin: 'https://perpustakaan.blitarkota.go.id' };
const look = { template: 'spines', format: 'a4' } as const;
let kota: Library;
let turi: Library;
const outreach = (libraryId: number): Ctx => t.ctx({ grants: [{ libraryId, permissions: ['posters.make'] }] });

beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota Blitar');
  turi = await makeLibrary(t.ctx(), 'KEL-TURI', 'Kelurahan Turi');
});

async function hung(collectionId: number) {
  const { words } = await suggestCollectionWords(t.ctx(), collectionId);
  const id = await makePoster(t.ctx(), kota.id, { ...look, subject: { kind: 'collection', collectionId }, words });
  await addPlaces(t.ctx(), id, [{ name: 'Halte' }]);
  const { places } = await getPoster(t.ctx(), id);
  return { id, link: places[0]?.code ?? '' };
}

test('a poster of a collection begins with its title, and its codes lead there, also after it was renamed', async () => {
  const { id: collectionId } = await published('Blitar dalam cerita', ['Babad Blitar']);
  const { id, link } = await hung(collectionId);
  const poster = await getPoster(t.ctx(), id);
  expect(poster.words).toMatchObject({ over: 'Koleksi pilihan', title: 'Blitar dalam cerita' });
  expect(poster.subject).toMatchObject({ kind: 'collection', collectionId, state: 'open' });
  expect(await openLink(t.ctx(), link, true)).toEqual({ kind: 'goes', to: '/koleksi-pilihan/blitar-dalam-cerita' });
  const changes = { title: 'Kota kita', slug: 'kota-kita', version: await versionOf(collectionId) };
  await changeCollection(t.ctx(), collectionId, changes);
  expect((await getPoster(t.ctx(), id)).subject).toMatchObject({
    ...{ title: 'Kota kita', leadsTo: '/koleksi-pilihan/kota-kita' },
  });
  expect((await posterPdf(t.ctx(), services, id)).body.length).toBeGreaterThan(1000);
  // nobody enrols in a collection
  expect(await viewChain(t.ctx(), id)).toMatchObject({ leads: false, opened: 1 });
});

test('of a draft, a collection that was withdrawn or that there is not, no poster is made or printed, until it is back', async () => {
  const draftId = await draft({ title: 'Naskah' });
  expect(await code(suggestCollectionWords(t.ctx(), draftId))).toBe('posters.subject_gone');
  const subject = { kind: 'collection', collectionId: 987_654_321 } as const;
  const words = { title: 'Tidak ada', call: 'Pindai' };
  expect(await code(makePoster(t.ctx(), kota.id, { ...look, subject, words }))).toBe('posters.subject_gone');
  const { id: collectionId } = await published('Dongeng malam', ['Kancil']);
  const { id } = await hung(collectionId);
  await withdrawCollection(t.ctx(), collectionId, await versionOf(collectionId));
  expect((await getPoster(t.ctx(), id)).subject).toMatchObject({ state: 'gone', leadsTo: null });
  expect(await code(posterPdf(t.ctx(), services, id))).toBe('posters.subject_gone');
  await publishCollection(t.ctx(), collectionId, await versionOf(collectionId));
  expect((await getPoster(t.ctx(), id)).subject).toMatchObject({ state: 'open' });
});

test('a collection of a library is announced by its own staff, one of the network by whoever makes posters anywhere', async () => {
  const { id: ofTuri } = await published('Turi membaca', ['Turi'], { libraryId: turi.id });
  const { id: ofAll } = await published('Untuk semua', ['Semua']);
  expect((await suggestCollectionWords(outreach(turi.id), ofTuri)).collection.libraryId).toBe(turi.id);
  expect(await code(suggestCollectionWords(outreach(kota.id), ofTuri))).toBe('platform.forbidden');
  expect((await suggestCollectionWords(outreach(turi.id), ofAll)).collection.libraryId).toBeNull();
  expect(await code(suggestCollectionWords(t.ctx({ grants: [] }), ofAll))).toBe('platform.forbidden');
});
