import { beforeEach, expect, test } from 'vitest';
import type { Ctx } from '#platform/context';
import { panelsOn } from '#platform/panels';
import { testSecrets } from '../../../../../tests/support/bare-services.ts';
import { useApi } from '../../../../../tests/support/test-api.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { draftEntry, hideEntry, publishEntry, searchAnswers, suggestAnswers, voteOnAnswer } from '../index.ts';

const t = useTestDb();
const app = useApi(t);
const guest = (): Ctx => t.ctx({ kind: 'anonymous' });
const staff = (permissions: string[]): Ctx => t.ctx({ grants: [{ libraryId: null, permissions }] });
const buyer = (): Ctx => staff(['catalog.read']);
const ask = async (asked: string, n = 1, ctx = guest()) =>
  searchAnswers(ctx, { secrets: testSecrets }, { asked, theme: null, ip: `198.51.100.${n}` });
const kept = async () =>
  t.db.selectFrom('searchZeroResult').select(['place', 'day', 'query', 'count']).orderBy('query').execute();
const words = async () => (await kept()).map(({ query }) => query);
const linesOn = async (ctx: Ctx, page: 'next_edition' | 'suggestions' | 'answers') =>
  (await panelsOn(ctx, { page })).flatMap(({ lines }) => lines);

beforeEach(async () => {
  t.clock.set('2026-11-25T10:00:00+07:00');
  await t.db.deleteFrom('searchZeroResult').execute();
  await t.db.deleteFrom('rateLimit').execute();
  await t.db.deleteFrom('helpEntry').execute();
});

async function published(question: string, answer = 'Ada, di samping gedung.'): Promise<number> {
  const id = await draftEntry(staff(['answers.edit']), { question, answer, theme: 'places' });
  await publishEntry(staff(['answers.edit']), id, 1);
  return id;
}

test('a question that nothing answers is counted by its words and day, and by nothing of who asked', async () => {
  await ask('Apakah ada parkir sepeda?');
  await ask('parkir sepeda dong', 2);
  expect(await kept()).toEqual([{ place: 'answers', day: '2026-11-25', query: 'parkir sepeda', count: 2 }]);
  const attempts = await t.db.selectFrom('rateLimit').select('key').execute();
  expect(attempts.map(({ key }) => key).join(' ')).not.toMatch(/parkir|sepeda/);
});

test('what an answer is found for, also in another theme, is no question in vain; nor is looking at all of them', async () => {
  await published('Apakah ada parkir sepeda?');
  expect(await ask('parkir sepeda')).toHaveLength(1);
  expect(
    await searchAnswers(
      guest(),
      { secrets: testSecrets },
      { asked: 'parkir sepeda', theme: 'loans', ip: '198.51.100.1' },
    ),
  ).toEqual([]);
  await ask('   ');
  await ask('?!');
  expect(await kept()).toEqual([]);
  await searchAnswers(guest(), { secrets: testSecrets }, { asked: 'kolam renang', theme: 'loans', ip: '198.51.100.1' });
  expect(await words()).toEqual(['kolam renang']);
});

test('who asks again the same day counts once, however often and at once; the next day they count again', async () => {
  await Promise.all([ask('kolam renang'), ask('kolam renang'), ask('Kolam RENANG?')]);
  await ask('kolam renang');
  expect(await kept()).toMatchObject([{ count: 1 }]);
  t.clock.set('2026-11-26T10:00:01+07:00');
  await ask('kolam renang');
  expect((await kept()).map(({ day, count }) => [day, count]).toSorted()).toEqual([
    ['2026-11-25', 1],
    ['2026-11-26', 1],
  ]);
});

test('staff who look for what is missing count for nothing, a member does', async () => {
  await ask('kolam renang', 1, staff(['answers.edit']));
  expect(await kept()).toEqual([]);
  await ask('kolam renang', 1, t.ctx({ kind: 'member', id: 7, number: 'A7', name: 'Ani', sessionId: 1 }));
  expect(await kept()).toMatchObject([{ count: 1 }]);
});

test.for([
  'kartu 3505123456780001 hilang',
  'hubungi 0812-3456-7890 zzz',
  'kartu anggota nomor ３５０５１２ zzz',
  'kartu 12 34 56 zzz',
  'surel budi@example.org zzz',
  'surel budi＠example.org zzz',
  'Tetangga sebelah rumah bernama Fulan belum mengembalikan novel kesayangan anak sulung',
])('nothing is kept of %j', async (asked) => {
  expect(await ask(asked)).toEqual([]);
  expect(await kept()).toEqual([]);
});

test.for(['\0', 'zzz\0zzz', '\ud800 zzz', 'zzz'.repeat(70_000), '9999-12-31', "z' | q:* & !c", '🙂🙂'])(
  'nothing that is typed breaks what is counted, however it looks',
  async (asked) => {
    expect(await ask(asked)).toEqual([]);
    for (const { query } of await kept()) expect(query.length).toBeLessThanOrEqual(100);
  },
);

test('from one network so many questions of an hour are counted and no more; the search answers all the same', async () => {
  for (let n = 0; n < 60; n += 1) expect(await ask(`zzz${String.fromCharCode(97 + (n % 26))}${n}`)).toEqual([]);
  expect(await kept()).toHaveLength(50);
  await ask('kolam renang', 2);
  expect(await words()).toContain('kolam renang');
});

test('what somebody types while they write to the library is not kept', async () => {
  expect(await suggestAnswers(guest(), 'kolam renang')).toEqual([]);
  expect(await kept()).toEqual([]);
});

test('staff see words from five countings on, for ninety days, until something answers them', async () => {
  for (let n = 1; n <= 4; n += 1) await ask('parkir sepeda', n);
  for (let n = 1; n <= 6; n += 1) await ask('kolam renang', n);
  const seen = async (page: 'next_edition' | 'suggestions' | 'answers' = 'suggestions', ctx = buyer()) =>
    (await linesOn(ctx, page)).map((line) => [line.words, line.note, line.href]);
  const pool = ['kolam renang', '6 kali', '/bantuan/tanya-jawab?q=kolam%20renang'];
  expect(await seen()).toEqual([pool]);
  await ask('parkir sepeda', 5);
  const bicycles = ['parkir sepeda', '5 kali', '/bantuan/tanya-jawab?q=parkir%20sepeda'];
  for (const page of ['suggestions', 'next_edition', 'answers'] as const) {
    expect(await seen(page)).toEqual([pool, bicycles]);
  }
  expect(await seen('suggestions', staff(['visits.record']))).toEqual([]);
  const id = await published('Apakah ada parkir sepeda?');
  expect(await seen()).toEqual([pool]);
  await hideEntry(staff(['answers.edit']), id, 2);
  expect(await seen()).toEqual([pool, bicycles]);
  t.clock.set('2027-02-23T10:00:00+07:00');
  expect(await seen()).toEqual([pool, bicycles]);
  t.clock.set('2027-02-24T10:00:00+07:00');
  expect(await seen()).toEqual([]);
});

test('what is looked for in the catalogue and among answers is counted apart', async () => {
  for (let n = 1; n <= 5; n += 1) await ask('kolam renang', n);
  await t.db
    .insertInto('searchZeroResult')
    .values({ place: 'catalogue', day: '2026-11-25', query: 'kolam renang', count: 9 })
    .execute();
  const lines = (await panelsOn(buyer(), { page: 'suggestions' })).map(({ title, lines }) => [title, lines[0]?.note]);
  expect(lines).toEqual([
    ['Dicari pembaca dan tidak ketemu', '9 kali'],
    ['Dicari di tanya jawab, belum ada jawabannya', '5 kali'],
  ]);
});

test('an answer that more readers vote down than up stands there from five votes on, with its figures, until it is checked', async () => {
  const id = await published('Berapa lama buku dipinjam?');
  const vote = async (n: number, helpful: boolean) =>
    voteOnAnswer(guest(), id, { key: `kunci-peramban-uji-${n}000`, ip: '198.51.100.7', helpful, word: '' });
  for (const n of [1, 2, 3, 4]) await vote(n, false);
  expect(await linesOn(buyer(), 'next_edition')).toEqual([]);
  await vote(5, true);
  const line = { words: 'Berapa lama buku dipinjam?', note: 'Membantu 1 dari 5 pembaca sejak diperiksa.' };
  expect(await linesOn(buyer(), 'next_edition')).toEqual([{ ...line, href: `/bantuan/tanya-jawab/${id}` }]);
  expect(await linesOn(staff(['answers.edit']), 'suggestions')).toEqual([
    { ...line, href: `/staf/layanan/tanya-jawab/${id}` },
  ]);
  for (const n of [6, 7, 8]) await vote(n, true);
  expect(await linesOn(buyer(), 'next_edition')).toEqual([]);
});

test('who asks by the API is counted as on the page', async () => {
  const answer = await app.inject('/api/v1/answers?q=kolam%20renang');
  expect([answer.statusCode, await words()]).toEqual([200, ['kolam renang']]);
});
