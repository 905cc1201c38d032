import { expect, test } from 'vitest';
import { deleteBib, getBib, mergeBibs } from '#modules/collection/catalog';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { aLibrary } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  changeEntry,
  checkEntry,
  citedRecords,
  deleteDraft,
  draftEntry,
  getEntry,
  hideEntry,
  listAnswers,
  listEntries,
  ownVote,
  publishEntry,
  restoreEntry,
  suggestAnswers,
  viewAnswer,
  voteOnAnswer,
  type EntryInput,
} from '../index.ts';
import { draftFromTicket } from '../edit-entry.ts';
import { places } from '../places.ts';
import { answerWordRetention } from '../personal-data.ts';

const t = useTestDb();
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const guest = (): Ctx => t.ctx({ kind: 'anonymous' });
const desk = (): Ctx => t.ctx({ grants: [{ libraryId: null, permissions: ['answers.edit'] }] });
const keyOf = (n: number): string => `kunci-peramban-uji-${String(n).padStart(4, '0')}`;
const MONTH = 31 * 86_400_000;

async function published(entry: Partial<EntryInput> & { question: string }): Promise<number> {
  const id = await draftEntry(desk(), { answer: 'Tujuh hari.', theme: 'loans', ...entry });
  await publishEntry(desk(), id, 1);
  return id;
}
const vote = async (id: number, n: number, helpful: boolean, word = ''): Promise<void> =>
  voteOnAnswer(guest(), id, { key: keyOf(n), ip: '192.0.2.7', helpful, word });

test('what somebody types finds the answer: other words, other endings, a word half typed, a slip of the finger', async () => {
  const lama = await published({ question: 'Berapa lama buku boleh dipinjam?', words: 'tenggat masa pinjam' });
  const hilang = await published({
    question: 'Buku saya hilang, apa yang harus saya lakukan?',
    answer: 'Lapor di meja.',
  });
  const kartu = await published({
    question: 'Bagaimana cara memperpanjang kartu anggota?',
    answer: 'Datang ke meja.',
    questionEn: 'How do I renew my card?',
    answerEn: 'Come to the desk.',
    theme: 'cards',
  });
  const first = async (text: string): Promise<number | undefined> => (await suggestAnswers(guest(), text))[0]?.id;
  expect(await first('pinjam berapa lama ya')).toBe(lama);
  expect(await first('TENGGAT')).toBe(lama);
  expect(await first('kehilangan buku')).toBe(hilang);
  // that both are about books makes neither an answer
  expect((await suggestAnswers(guest(), 'buku hilang')).map(({ id }) => id)).toEqual([hilang]);
  expect(await first('perpanjangan kar')).toBe(kartu);
  expect(await first('kartu angota')).toBe(kartu);
  expect(await first('renewing a card')).toBe(kartu);
  expect(await suggestAnswers(guest(), 'zebra')).toEqual([]);
  expect(await suggestAnswers({ ...guest(), locale: 'en' }, 'renew card')).toMatchObject([
    { question: 'How do I renew my card?', excerpt: 'Come to the desk.' },
  ]);
  expect(await listAnswers(guest(), { asked: 'kartu', theme: 'loans' })).toEqual([]);
});

test.for(["a' | b:* & !c", '\0', '\ud800 kartu', 'kartu'.repeat(50_000), '9999-12-31', '<-> ()', '%_', '🙂🙂'])(
  'nothing that is typed breaks the search, however it looks',
  async (text) => {
    expect(Array.isArray(await suggestAnswers(guest(), text))).toBe(true);
    expect(Array.isArray(await listAnswers(guest(), { asked: text }))).toBe(true);
  },
);

test('a draft is read by nobody outside until it is published, and one without an answer is not published', async () => {
  const id = await draftEntry(desk(), { question: 'Apakah ada parkir sepeda?', theme: 'places' });
  expect(await code(viewAnswer(guest(), id))).toBe('answers.not_found');
  expect(await suggestAnswers(guest(), 'parkir sepeda')).toEqual([]);
  expect(await code(vote(id, 1, true))).toBe('answers.not_found');
  expect(await code(publishEntry(desk(), id, 1))).toBe('answers.unanswered');
  await changeEntry(desk(), id, { version: 1, question: 'Apakah ada parkir sepeda?', answer: 'Ada.', theme: 'places' });
  await publishEntry(desk(), id, 2);
  expect(await viewAnswer(guest(), id)).toMatchObject({ answer: 'Ada.', checkedOn: '2026-11-25', language: 'id' });
  expect(await code(deleteDraft(desk(), id, 3))).toBe('answers.state_forbids');
});

test('who is hidden by mistake comes back as it was, and is not checked by that', async () => {
  const id = await published({ question: 'Apakah boleh membawa makanan?' });
  t.clock.set('2026-12-05T03:00:00Z');
  await hideEntry(desk(), id, 2);
  expect(await code(viewAnswer(guest(), id))).toBe('answers.not_found');
  expect(await code(hideEntry(desk(), id, 3))).toBe('answers.state_forbids');
  await restoreEntry(desk(), id, 3);
  expect(await viewAnswer(guest(), id)).toMatchObject({ checkedOn: '2026-11-25' });
  t.clock.set('2026-11-25T03:00:00Z');
});

test('of two who change an answer the second is told, also when both come at once', async () => {
  const id = await published({ question: 'Di mana kotak pengembalian?' });
  const change = async (answer: string) =>
    changeEntry(desk(), id, { version: 2, question: 'Di mana kotak pengembalian?', answer, theme: 'places' });
  const both = await Promise.allSettled([change('Di depan.'), change('Di samping.')]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await code(checkEntry(desk(), id, 2))).toBe('platform.version_conflict');
});

test('an answer waits to be checked after half a year, and after five readers whom it did not help', async () => {
  const waits = async (now: Date): Promise<number> => {
    const ctx = { ...desk(), clock: { now: () => now } };
    return (await places[0]?.waits?.[0]?.count(ctx, null))?.count ?? -1;
  };
  const now = new Date('2026-11-25T03:00:00Z');
  expect(await waits(now)).toBe(0);
  const id = await published({ question: 'Apakah ada jaringan nirkabel?' });
  for (const n of [1, 2, 3, 4]) await vote(id, n, false, n === 1 ? 'Sandinya apa?' : '');
  expect(await viewAnswer(guest(), id)).toMatchObject({ votes: null });
  expect(await waits(now)).toBe(0);
  // once more by the same browser is no other reader
  await vote(id, 4, false);
  expect(await waits(now)).toBe(0);
  await vote(id, 5, true);
  expect(await viewAnswer(guest(), id)).toMatchObject({ votes: { yes: 1, no: 4 } });
  expect(await waits(now)).toBe(1);
  const [first] = await listEntries(desk(), 'published');
  expect(first).toMatchObject({ id, why: 'voted_down' });
  expect((await getEntry(desk(), id)).said).toMatchObject([{ word: 'Sandinya apa?', helpful: false }]);
  expect(await ownVote(guest(), id, keyOf(5))).toBe(true);
  expect(await ownVote(guest(), id, keyOf(6))).toBeNull();
  await checkEntry(desk(), id, 2);
  expect(await waits(now)).toBe(0);
  expect(await getEntry(desk(), id)).toMatchObject({ said: [], votes: null });
  const all = (await listEntries(desk(), 'published')).length;
  expect(await waits(new Date(now.getTime() + 5 * MONTH))).toBe(0);
  expect(await waits(new Date(now.getTime() + 6 * MONTH))).toBe(all);
});

test('one browser votes once, also when it sends twice at once', async () => {
  const id = await published({ question: 'Apakah ruang anak ber-AC?' });
  await Promise.all([vote(id, 1, true), vote(id, 1, true), vote(id, 1, false)]);
  const rows = await t.db.selectFrom('helpVote').select('voterHash').where('entryId', '=', id).execute();
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(keyOf(1));
  expect(await code(voteOnAnswer(guest(), id, { key: 'pendek', ip: '192.0.2.7', helpful: true }))).toBe(
    'platform.invalid_input',
  );
});

test('what was written with a vote goes after its days; that it did not help stays', async () => {
  const id = await published({ question: 'Apakah ada stopkontak?' });
  await vote(id, 1, false, 'Saya Budi, tanya lagi');
  const later = new Date('2027-12-01T00:00:00Z');
  expect(await answerWordRetention.due(t.ctx(), later)).toMatchObject({ count: 1 });
  expect(await answerWordRetention.clear(t.ctx(), later, t.storage)).toEqual({ gone: 1, waiting: 0 });
  const rows = await t.db.selectFrom('helpVote').select(['word', 'helpful']).where('entryId', '=', id).execute();
  expect(rows).toEqual([{ word: '', helpful: false }]);
});

test('a source follows its record when that is merged, and says so when readers find it no longer', async () => {
  const [bibId, stays] = [
    await makeBib(t.ctx(), { title: 'Panduan lama' }),
    await makeBib(t.ctx(), { title: 'Panduan' }),
  ];
  const web = { title: 'Peraturan', url: 'https://example.org/uu', seenOn: '2026-11-20' };
  const id = await published({ question: 'Apa dasar hukumnya?', sources: [{ bibId }, web] });
  await mergeBibs(t.ctx(), { keepId: stays, dropId: bibId, keepVersion: 1, dropVersion: 1 });
  expect((await viewAnswer(guest(), id)).sources).toMatchObject([
    { kind: 'record', bibId: stays, title: 'Panduan', holdings: { available: 0, total: 0, shelves: [] } },
    { kind: 'web', ...web },
  ]);
  await deleteBib(t.ctx(), { id: stays, version: (await getBib(t.ctx(), stays)).version, reason: 'Rusak' });
  expect((await viewAnswer(guest(), id)).sources[0]).toMatchObject({ title: 'Panduan lama', holdings: null });
  expect(await code(draftEntry(desk(), { question: 'x', theme: 'loans', sources: [{ bibId: 999_999 }] }))).toBe(
    'answers.record_unknown',
  );
});

test.for([
  { question: '' },
  { question: 'a\0b' },
  { question: 'x', answer: 'y'.repeat(200_000) },
  { question: 'x', sources: [{ title: 'a', url: 'javascript:alert(1)', seenOn: '2026-11-20' }] },
  { question: 'x', sources: [{ title: 'a', url: 'https://example.org', seenOn: '9999-12-31' }] },
  { question: 'x', answer: '\ud800' },
])('what cannot be kept is refused at its field', async (entry) => {
  expect(await code(draftEntry(desk(), { theme: 'loans', ...entry }))).toBe('platform.invalid_input');
});

test('a question that was asked and answered becomes a draft, cut to what an entry holds', async () => {
  const asked = {
    question: `${'q'.repeat(199)}🙂🙂`,
    answer: 'Ya.',
    sources: [],
    libraryId: null,
    theme: 'cards' as const,
  };
  const id = await draftFromTicket(desk(), asked);
  const entry = await getEntry(desk(), id);
  expect(entry).toMatchObject({ state: 'draft', theme: 'cards', answer: 'Ya.', why: null });
  expect(entry.question.isWellFormed()).toBe(true);
  await deleteDraft(desk(), id, 1);
  expect(await code(getEntry(desk(), id))).toBe('answers.not_found');
});

test.for([
  { kind: 'anonymous' } as const,
  { kind: 'member', id: 1, number: 'A1', name: 'Ani', sessionId: 1 } as const,
  { grants: [{ libraryId: null, permissions: ['loans.read', 'ideas.manage'] }] },
])('who may not write answers does not: %j', async (actor) => {
  const ctx = t.ctx(actor);
  const entry: EntryInput = { question: 'x', theme: 'loans' };
  const refusals = [
    code(draftEntry(ctx, entry)),
    code(changeEntry(ctx, 1, { ...entry, version: 1 })),
    code(publishEntry(ctx, 1, 1)),
    code(checkEntry(ctx, 1, 1)),
    code(hideEntry(ctx, 1, 1)),
    code(restoreEntry(ctx, 1, 1)),
    code(deleteDraft(ctx, 1, 1)),
    code(getEntry(ctx, 1)),
    code(listEntries(ctx, 'draft')),
  ];
  for (const one of await Promise.all(refusals)) expect(one).toMatch(/^platform\.(forbidden|sign_in_needed)$/);
});

test('what is changed while it is hidden is new: what readers said was of other words, and checked on the day it was changed', async () => {
  const id = await published({ question: 'Apakah ada loker?' });
  for (const n of [1, 2, 3, 4, 5]) await vote(id, n, false, n === 1 ? 'Tidak jelas' : '');
  await hideEntry(desk(), id, 2);
  t.clock.set('2026-12-05T03:00:00Z');
  await changeEntry(desk(), id, {
    version: 3,
    question: 'Apakah ada loker?',
    answer: 'Ada, di pintu.',
    theme: 'places',
  });
  t.clock.set('2026-12-07T03:00:00Z');
  await restoreEntry(desk(), id, 4);
  expect(await viewAnswer(guest(), id)).toMatchObject({
    ...{ answer: 'Ada, di pintu.', checkedOn: '2026-12-05', votes: null },
  });
  expect((await getEntry(desk(), id)).said).toEqual([]);
  expect(await ownVote(guest(), id, keyOf(1))).toBeNull();
  t.clock.set('2026-11-25T03:00:00Z');
});

test('a record that is named by its address is told with where its copies stand, once, and one that is none is not', async () => {
  const bibId = await makeBib(t.ctx(), { title: 'Babad Blitar' });
  const text = `Ada di /katalog/${bibId}, /katalog/${bibId} dan (/katalog/${bibId}); bukan /katalog/999999, x/katalog/${bibId} atau /katalog/${bibId}-lama.`;
  expect(await citedRecords(guest(), text)).toEqual([
    { kind: 'record', bibId, title: 'Babad Blitar', holdings: { available: 0, total: 0, shelves: [] } },
  ]);
  const [kota, gedog] = [await aLibrary(t.ctx(), 'KOTA'), await aLibrary(t.ctx(), 'GEDOG')];
  for (const libraryId of [gedog.id, gedog.id, kota.id]) {
    await makeItem(t.ctx(), { bibId, libraryId, callNumber: '959.8 BAB' });
  }
  // on which shelf they stand just now, the library with most copies first
  expect(await citedRecords(guest(), `/katalog/${bibId}`)).toMatchObject([
    {
      holdings: {
        ...{ available: 3, total: 3 },
        shelves: [
          { placeName: gedog.name, callNumber: '959.8 BAB', available: 2 },
          { placeName: kota.name, callNumber: '959.8 BAB', available: 1 },
        ],
      },
    },
  ]);
  expect(await citedRecords(guest(), 'Tidak ada.')).toEqual([]);
  expect(await citedRecords(guest(), '/katalog/1 '.repeat(50_000))).toHaveLength(0);
});
