import { beforeAll, expect, test } from 'vitest';
import { makeBib } from '#modules/collection/catalog/testing';
import { aLibrary, aMember } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { refusal as refused } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  completeSuggestion,
  decideSuggestion,
  getSuggestionForStaff,
  listOwnSuggestions,
  listSuggestions,
  listSuggestionsForStaff,
  suggestTitle,
  voteForSuggestion,
  withdrawVote,
} from '../index.ts';
import { asReader } from '../testing.ts';
import { acquisitionPersonalData } from '../personal-data.ts';
import { promiseMeasures } from '../promise-measures.ts';

const t = useTestDb();
let sari: Ctx;
let dimas: Ctx;
let sariId = 0;
let desk: Ctx;
const ALL = { limit: 50 };

beforeAll(async () => {
  const library = await aLibrary(t.ctx());
  const member = await aMember(t.ctx(), {
    fullName: 'Sari Wulandari',
    birthDate: '2016-02-01',
    guardianName: 'Wulan',
    guardianRelation: 'ibu',
    guardianConsent: true,
  });
  sariId = member.id;
  sari = asReader(t, member);
  dimas = asReader(t, await aMember(t.ctx(), { fullName: 'Dimas Aji Pratama', birthDate: '1988-05-12' }));
  desk = t.ctx({ grants: [{ libraryId: library.id, permissions: ['suggestions.decide'] }] });
});

const refusal = async (work: Promise<unknown>): Promise<string> => (await refused(work)).code;
const told = async (id: number) =>
  t.db
    .selectFrom('notification')
    .select(['memberId', 'topic', 'params', 'withdrawnAt'])
    .where('about', '=', `suggestion:${id}`)
    .orderBy('id')
    .execute();
const answer = async (id: number, decision: 'buy' | 'declined' | 'owned' | 'later', reason: string, bibId?: number) =>
  decideSuggestion(desk, {
    id,
    version: (await getSuggestionForStaff(desk, id)).version,
    decision,
    reason,
    bibId: bibId ?? null,
  });

test('a scanned ISBN alone is a suggestion; the next reader who scans it votes, once', async () => {
  const first = await suggestTitle(sari, { isbn: '978-602-03-3177-5' });
  expect(first.joined).toBe(false);
  expect(await suggestTitle(dimas, { isbn: '9786020331775' })).toEqual({ id: first.id, joined: true });
  expect(await suggestTitle(dimas, { isbn: '9786020331775' })).toEqual({ id: first.id, joined: true });
  await voteForSuggestion(dimas, first.id);
  const seen = (await listSuggestions(dimas, ALL)).data.find(({ id }) => id === first.id);
  expect(seen).toMatchObject({ title: null, isbn: '9786020331775', votes: 2, voted: true, own: false });
  // whoever asked says more later; what was said stays, because others voted for it
  expect(await refusal(completeSuggestion(dimas, first.id, { title: 'Lain' }))).toBe(
    'acquisition.suggestion_not_found',
  );
  await completeSuggestion(sari, first.id, { title: 'Laut Bercerita', author: 'Leila S. Chudori' });
  await completeSuggestion(sari, first.id, { title: 'Sesuatu yang lain' });
  expect((await listOwnSuggestions(sari))[0]).toMatchObject({ title: 'Laut Bercerita', own: true, votes: 2 });
  expect(await suggestTitle(dimas, { title: 'LAUT bercerita', author: 'Chudori, Leila' })).toMatchObject({
    id: first.id,
    joined: true,
  });
});

test('nobody sees who suggests: neither other readers nor the staff', async () => {
  await suggestTitle(sari, { title: 'Ensiklopedia Dinosaurus', note: 'Untuk tugas kelas empat' });
  const forReaders = JSON.stringify(await listSuggestions(dimas, ALL));
  const forStaff = JSON.stringify(await listSuggestionsForStaff(desk, { statuses: ['open'], ...ALL }));
  for (const seen of [forReaders, forStaff]) expect(seen).not.toMatch(/Sari|Dimas|memberId/);
  expect(forReaders).not.toContain('tugas kelas empat');
  expect(forStaff).toContain('tugas kelas empat');
});

test('a book that the library has is not suggested: it is shown, and what may be meant is asked about', async () => {
  const bibId = await makeBib(t.ctx(), { title: 'Laskar Pelangi', author: 'Andrea Hirata', isbn: '9789793062792' });
  const owned = suggestTitle(sari, { isbn: '979-3062-79-7' });
  await expect(owned).rejects.toMatchObject({ code: 'acquisition.already_owned', params: { bibId } });
  expect(await refusal(suggestTitle(sari, { title: 'laskar pelangi' }))).toBe('acquisition.maybe_owned');
  expect(await suggestTitle(sari, { title: 'laskar pelangi', author: 'Orang Lain', anyway: true })).toMatchObject({
    joined: false,
  });
  expect(await refusal(suggestTitle(sari, { title: ' ' }))).toBe('platform.invalid_input');
  expect(await refusal(suggestTitle(sari, { isbn: '9789793062793' }))).toBe('platform.invalid_input');
});

test('a volume of a set is suggested though another volume with the ISBN of the set is there, or is wished for', async () => {
  const isbn = '978-979-433-000-5';
  await makeBib(t.ctx(), { title: 'Ensiklopedi Blitar, jilid 1', isbn });
  const there = suggestTitle(sari, { title: 'Ensiklopedi Blitar jilid 1', isbn });
  expect(await refusal(there)).toBe('acquisition.already_owned');
  // asked once whether one with these words is meant, the reader says no
  const second = await suggestTitle(sari, { title: 'Ensiklopedi Blitar jilid 2', isbn, anyway: true });
  const third = await suggestTitle(dimas, { title: 'Ensiklopedi Blitar jilid 3', isbn, anyway: true });
  expect([second.joined, third.joined]).toEqual([false, false]);
  expect(await refusal(suggestTitle(sari, { title: 'Babad Blitar', isbn }))).toBe('acquisition.maybe_owned');
});

test('everybody who wants it is told the answer with its reason; a new answer takes the place of the old one', async () => {
  const { id } = await suggestTitle(sari, { title: 'Ronggeng Dukuh Paruk' });
  await voteForSuggestion(dimas, id);
  expect(await refusal(answer(id, 'later', ' '))).toBe('platform.invalid_input');
  await answer(id, 'later', 'Anggaran tahun ini habis.');
  expect(await told(id)).toMatchObject([
    { topic: 'suggestion', params: { title: 'Ronggeng Dukuh Paruk', answer: 'later' }, withdrawnAt: null },
    { topic: 'suggestion', withdrawnAt: null },
  ]);
  // what comes later is still wanted
  await withdrawVote(dimas, id);
  await voteForSuggestion(dimas, id);
  const bibId = await makeBib(t.ctx(), { title: 'Ronggeng Dukuh Paruk' });
  expect(await refusal(answer(id, 'owned', 'Sudah ada.'))).toBe('platform.invalid_input');
  await answer(id, 'owned', 'Sudah ada di Kepanjenkidul.', bibId);
  expect((await told(id)).filter(({ withdrawnAt }) => withdrawnAt === null)).toHaveLength(2);
  expect((await listOwnSuggestions(dimas)).find((one) => one.id === id)).toMatchObject({
    status: 'owned',
    reason: 'Sudah ada di Kepanjenkidul.',
    bibId,
  });
  expect(await refusal(voteForSuggestion(dimas, id))).toBe('acquisition.suggestion_decided');
  expect(await refusal(withdrawVote(sari, id))).toBe('acquisition.suggestion_decided');
});

test('the queue is sorted by votes, and only the staff of that library decide', async () => {
  const { id: few } = await suggestTitle(dimas, { title: 'Yang sedikit' });
  const { id: many } = await suggestTitle(sari, { title: 'Yang banyak' });
  await voteForSuggestion(dimas, many);
  const { data, next } = await listSuggestionsForStaff(desk, { statuses: ['open'], limit: 2 });
  expect(data.map(({ votes }) => votes)).toEqual([2, 2]);
  const rest = await listSuggestionsForStaff(desk, { statuses: ['open'], limit: 50, cursor: next ?? '' });
  const ids = [...data, ...rest.data].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.indexOf(many)).toBeLessThan(ids.indexOf(few));
  const elsewhere = await aLibrary(t.ctx(), 'LAIN');
  const other = t.ctx({ grants: [{ libraryId: elsewhere.id, permissions: ['suggestions.decide'] }] });
  expect((await listSuggestionsForStaff(other, { statuses: ['open'], ...ALL })).data).toEqual([]);
  expect(await refusal(getSuggestionForStaff(other, many))).toBe('platform.forbidden');
  expect(await refusal(listSuggestionsForStaff(sari, { statuses: ['open'], ...ALL }))).toBe('platform.forbidden');
  const { version } = await getSuggestionForStaff(desk, few);
  await answer(few, 'buy', 'Masuk pesanan.');
  const late = decideSuggestion(desk, { id: few, version, decision: 'declined', reason: 'Tidak jadi.' });
  expect(await refusal(late)).toBe('platform.version_conflict');
});

test('a suggestion that nobody else wants goes with its reader; one that others want stays without them', async () => {
  const { id: alone } = await suggestTitle(sari, { title: 'Hanya saya' });
  await withdrawVote(sari, alone);
  expect(await refusal(getSuggestionForStaff(desk, alone))).toBe('acquisition.suggestion_not_found');
  const { id: shared } = await suggestTitle(sari, { title: 'Kami berdua', note: 'Dari Sari' });
  await voteForSuggestion(dimas, shared);
  await withdrawVote(sari, shared);
  expect(await getSuggestionForStaff(desk, shared)).toMatchObject({ votes: 1, note: null });
});

test('two readers who send the same at the same moment have one suggestion with two votes', async () => {
  const wish = { title: 'Serentak', author: 'Penulis Sama' };
  const both = await Promise.all([suggestTitle(sari, wish), suggestTitle(dimas, wish)]);
  expect(both[0].id).toBe(both[1].id);
  expect(both.filter(({ joined }) => joined)).toHaveLength(1);
  expect((await getSuggestionForStaff(desk, both[0].id)).votes).toBe(2);
});

test('a reader has what is kept of them, and is forgotten', async () => {
  const { id } = await suggestTitle(sari, { title: 'Diingat dulu', note: 'Kata saya' });
  await voteForSuggestion(dimas, id);
  expect(JSON.stringify(await acquisitionPersonalData.exportOf(t.db, sariId))).toContain('Kata saya');
  await t.db.transaction().execute(async (trx) => acquisitionPersonalData.erase(trx, t.ctx(), sariId));
  expect(await acquisitionPersonalData.exportOf(t.db, sariId)).toEqual([]);
  expect(await getSuggestionForStaff(desk, id)).toMatchObject({ votes: 1, note: null });
});

test('nobody floods the staff: after twenty in a day it is enough', async () => {
  const reader = asReader(t, await aMember(t.ctx()));
  for (let nth = 1; nth <= 20; nth += 1) await suggestTitle(reader, { title: `Usul bertubi ${nth}` });
  expect(await refusal(suggestTitle(reader, { title: 'Satu lagi' }))).toBe('platform.too_many_requests');
});

test('the promise of an answer is measured by the first one: a later decision does not undo what was kept', async () => {
  t.clock.set('2027-02-01T09:00:00+07:00');
  const ids: number[] = [];
  for (const title of ['Dijawab segera', 'Dijawab terlambat', 'Tidak dijawab'])
    ids.push((await suggestTitle(sari, { title })).id);
  const [soon = 0, late = 0] = ids;
  t.clock.set('2027-02-05T09:00:00+07:00');
  await answer(soon, 'later', 'Tunggu anggaran');
  t.clock.set('2027-03-20T09:00:00+07:00');
  await answer(soon, 'declined', 'Tidak terbit lagi');
  await answer(late, 'declined', 'Tidak terbit lagi');
  const measure = promiseMeasures.find(({ key }) => key === 'suggestions_answered');
  const span = {
    ...{ from: '2027-02-01', to: '2027-02-28', zone: 'Asia/Jakarta', now: t.clock.now() },
    ...{ after: new Date('2027-01-31T17:00:00Z'), before: new Date('2027-02-28T17:00:00Z') },
  };
  expect(await measure?.count(t.db, span, 14)).toEqual({ n: 3, kept: 1 });
});
