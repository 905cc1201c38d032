import { sql } from 'kysely';
import pg from 'pg';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeLibrary, makeLoan, makeMember, saveLoanHistory } from '#modules/lending/circulation/testing';
import { factSources } from '#platform/facts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { viewFacts, viewWho } from '../index.ts';
import { isDue, rollUp } from '../testing.ts';

const t = useTestDb();
let kota = 0;
let gedog = 0;

beforeAll(async () => {
  kota = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
  gedog = (await makeLibrary(t.ctx(), 'GEDOG', 'Perpustakaan Gedog')).id;
  for (let at = 1; at <= 7; at++)
    await makeMember(t.ctx(), { fullName: `Pembaca ${at}`, number: `P${at}`, homeLibrary: 'KOTA' });
});
beforeEach(async () => {
  t.clock.set(TEST_NOW);
  await sql`truncate fact_day, fact_month, fact_progress, fact_change`.execute(t.db);
  await sql`delete from loan`.execute(t.db);
});

const lendOn = async (iso: string, memberNumber = 'P1', libraryId = kota): Promise<number> => {
  t.clock.set(iso);
  return makeLoan(t.ctx(), { memberNumber, libraryId });
};
const november = { kind: 'loan', from: '2026-11-01', to: '2026-11-30' };
const byDay = async () =>
  (await viewFacts(t.ctx(), { ...november, step: 'day', byLibrary: true })).figures
    .map(({ libraryId, period, n }) => [period, libraryId, n])
    .toSorted();

test('a night after, the loans of a day stand under the day and the library that lent', async () => {
  await lendOn('2026-11-23T09:00:00+07:00');
  await lendOn('2026-11-23T23:59:00+07:00');
  await lendOn('2026-11-24T00:01:00+07:00', 'P2', gedog);
  t.clock.set('2026-11-25T00:30:00+07:00');
  await rollUp(t.ctx());
  expect(await byDay()).toEqual([
    ['2026-11-23', kota, 2],
    ['2026-11-24', gedog, 1],
  ]);
  const { through, since, label } = await viewFacts(t.ctx(), november);
  expect({ through, since, label }).toEqual({ through: '2026-11-24', since: '2026-11-23', label: 'Peminjaman' });
  const hours = await viewFacts(t.ctx(), { ...november, cut: 'hour' });
  expect(hours.figures.map(({ key, n }) => [key, n]).toSorted()).toEqual([
    ['00', 1],
    ['09', 1],
    ['23', 1],
  ]);
});

test('what has not ended is not counted, and nothing is counted twice', async () => {
  await lendOn('2026-11-25T08:00:00+07:00');
  t.clock.set('2026-11-25T20:00:00+07:00');
  await rollUp(t.ctx());
  expect(await byDay()).toEqual([]);
  t.clock.set('2026-11-26T01:00:00+07:00');
  await rollUp(t.ctx());
  await rollUp(t.ctx());
  await rollUp(t.ctx(), 'whole');
  expect(await byDay()).toEqual([['2026-11-25', kota, 1]]);
  expect((await viewFacts(t.ctx(), november)).changes).toEqual([]);
});

test('a loan that is taken back after its day was counted moves that day, and the figure says so', async () => {
  const gone = await lendOn('2026-11-23T09:00:00+07:00');
  await lendOn('2026-11-23T10:00:00+07:00', 'P2');
  t.clock.set('2026-11-24T01:00:00+07:00');
  await rollUp(t.ctx());
  await sql`delete from loan where id = ${gone}`.execute(t.db);
  t.clock.set('2026-11-25T01:00:00+07:00');
  await rollUp(t.ctx());
  const { figures, changes } = await viewFacts(t.ctx(), november);
  expect(figures).toEqual([{ libraryId: null, period: '', key: '', n: 1 }]);
  expect(changes).toMatchObject([{ libraryId: kota, day: '2026-11-23', was: 2, became: 1 }]);
});

test('old loans that are brought in are found on the next Sunday', async () => {
  await lendOn('2026-11-20T09:00:00+07:00');
  t.clock.set('2026-11-24T01:00:00+07:00');
  await rollUp(t.ctx());
  const { itemId, memberId, bibId } = await t.db
    .selectFrom('loan')
    .innerJoin('item', 'item.id', 'loan.itemId')
    .select(['itemId', 'memberId', 'item.bibId'])
    .executeTakeFirstOrThrow();
  const past = { itemId, bibId, memberId: memberId ?? 0, libraryId: kota, renewals: [], terms: {}, by: 'Siti' };
  const [loanedAt, returnedAt] = [new Date('2024-03-05T02:00:00Z'), new Date('2024-03-09T02:00:00Z')];
  await t.db
    .transaction()
    .execute(async (trx) => saveLoanHistory(trx, t.ctx(), [{ ...past, loanedAt, dueAt: returnedAt, returnedAt }]));
  const old = { kind: 'loan', from: '2024-01-01', to: '2024-12-31' };
  t.clock.set('2026-11-25T01:00:00+07:00');
  await rollUp(t.ctx());
  expect((await viewFacts(t.ctx(), old)).figures).toEqual([]);
  // the Sunday has ended
  t.clock.set('2026-11-30T01:00:00+07:00');
  await rollUp(t.ctx());
  expect((await viewFacts(t.ctx(), old)).figures).toEqual([{ libraryId: null, period: '', key: '', n: 1 }]);
});

test('a server that is off every Monday looks at the past on the Tuesday', async () => {
  await lendOn('2026-11-20T09:00:00+07:00');
  const moved = await lendOn('2026-11-20T10:00:00+07:00', 'P2');
  t.clock.set('2026-11-29T09:00:00+07:00');
  await rollUp(t.ctx());
  await sql`update loan set loaned_at = '2024-03-05 09:00+07' where id = ${moved}`.execute(t.db);
  // Saturday was counted on Sunday, Sunday and Monday are on Tuesday
  t.clock.set('2026-12-01T09:00:00+07:00');
  await rollUp(t.ctx());
  const old = { kind: 'loan', from: '2024-01-01', to: '2024-12-31' };
  expect((await viewFacts(t.ctx(), old)).figures).toMatchObject([{ n: 1 }]);
});

test('a day belongs to the clock of its library, and waits until it has ended everywhere', async () => {
  const zoneOfGedog = async (timeZone: string) =>
    t.db.updateTable('library').set({ timeZone }).where('id', '=', gedog).execute();
  await zoneOfGedog('Asia/Jayapura');
  // 23.30 in Blitar is 01.30 of the next day in Jayapura
  await lendOn('2026-11-23T23:30:00+07:00', 'P1', gedog);
  await lendOn('2026-11-23T23:30:00+07:00', 'P2', kota);
  t.clock.set('2026-11-24T22:30:00+07:00');
  await rollUp(t.ctx());
  expect(await byDay()).toEqual([['2026-11-23', kota, 1]]);
  t.clock.set('2026-11-25T00:30:00+07:00');
  await rollUp(t.ctx());
  expect(await byDay()).toEqual([
    ['2026-11-23', kota, 1],
    ['2026-11-24', gedog, 1],
  ]);
  await zoneOfGedog('Asia/Jakarta');
});

test('a clock that had run ahead leaves no day out when it is right again', async () => {
  await lendOn('2026-11-23T09:00:00+07:00');
  t.clock.set('2027-06-01T01:00:00+07:00');
  await rollUp(t.ctx());
  await lendOn('2026-11-24T09:00:00+07:00', 'P2');
  t.clock.set('2026-11-25T01:00:00+07:00');
  await rollUp(t.ctx());
  expect((await byDay()).map(([day]) => day)).toEqual(['2026-11-23', '2026-11-24']);
});

test('the worker is woken when a day has ended, and not again that day', async () => {
  t.clock.set('2026-11-25T01:00:00+07:00');
  expect(await isDue(t.ctx())).toBe(true);
  await rollUp(t.ctx());
  expect(await isDue(t.ctx())).toBe(false);
  t.clock.set('2026-11-25T23:00:00+07:00');
  expect(await isDue(t.ctx())).toBe(false);
  t.clock.set('2026-11-26T00:10:00+07:00');
  expect(await isDue(t.ctx())).toBe(true);
});

test('two processes at once count once', async () => {
  await lendOn('2026-11-23T09:00:00+07:00');
  t.clock.set('2026-11-25T01:00:00+07:00');
  await Promise.all([rollUp(t.ctx()), rollUp(t.ctx()), rollUp(t.ctx(), 'whole')]);
  expect(await byDay()).toEqual([['2026-11-23', kota, 1]]);
});

test('a night that waited for another past midnight counts to where it is by then, and sets nothing back', async () => {
  const [first] = factSources();
  const other = new pg.Client({ host: t.address.socketDir, user: 'lumbung', database: t.address.database });
  await other.connect();
  await other.query(`select pg_advisory_lock(hashtext('facts'), hashtext($1))`, [first?.kind]);
  t.clock.set('2026-11-25T23:59:00+07:00');
  const waited = rollUp(t.ctx());
  const waiting = async () =>
    (await other.query(`select from pg_locks where locktype = 'advisory' and not granted`)).rowCount;
  await expect.poll(waiting, { timeout: 10_000 }).toBe(1);
  t.clock.set('2026-11-26T00:01:00+07:00');
  // what the other has counted meanwhile
  await other.query(`insert into fact_progress (kind, through, counted_at) values ($1, '2026-11-25', now())`, [
    first?.kind,
  ]);
  await other.end();
  await waited;
  const { through } = await t.db
    .selectFrom('factProgress')
    .select('through')
    .where('kind', '=', first?.kind ?? '')
    .executeTakeFirstOrThrow();
  expect(through).toBe('2026-11-25');
});

describe('who it was', () => {
  const october = { kind: 'loan', from: '2026-10-01', to: '2026-11-30', cut: 'category' };

  test('stands by month once it has ended; fewer than five people stand with the others', async () => {
    for (let at = 1; at <= 6; at++) await lendOn('2026-10-12T09:00:00+07:00', `P${at}`);
    await lendOn('2026-10-13T09:00:00+07:00', 'P7', gedog);
    t.clock.set('2026-10-31T20:00:00+07:00');
    await rollUp(t.ctx());
    expect(await viewWho(t.ctx(), october)).toMatchObject({ months: null, figures: [] });
    t.clock.set('2026-11-02T01:00:00+07:00');
    await rollUp(t.ctx());
    const { months, figures } = await viewWho(t.ctx(), october);
    // November has not ended: nothing is said of it
    expect(months).toEqual({ from: '2026-10-01', to: '2026-10-01' });
    expect(figures).toEqual([
      { key: 'pelajar', n: 6 },
      { key: null, n: 1 },
    ]);
    const ofGedog = await viewWho(t.ctx(), { ...october, libraryIds: [gedog] });
    expect(ofGedog.figures).toEqual([{ key: null, n: 1 }]);
  });

  test('a month that stands is not counted again: of two versions of it one act could be told', async () => {
    for (let at = 1; at <= 6; at++) await lendOn('2026-10-12T09:00:00+07:00', `P${at}`);
    t.clock.set('2026-11-02T01:00:00+07:00');
    await rollUp(t.ctx());
    await lendOn('2026-10-12T10:00:00+07:00', 'P7');
    t.clock.set('2026-11-03T01:00:00+07:00');
    await rollUp(t.ctx(), 'whole');
    expect((await viewWho(t.ctx(), october)).figures).toEqual([{ key: 'pelajar', n: 6 }]);
  });

  test('a month of which every act was taken back with its import says nothing, and is counted when they are brought in again', async () => {
    for (let at = 1; at <= 6; at++) await lendOn('2026-10-12T09:00:00+07:00', `P${at}`);
    await lendOn('2026-10-13T09:00:00+07:00', 'P7', gedog);
    t.clock.set('2026-11-02T01:00:00+07:00');
    await rollUp(t.ctx());
    await sql`delete from loan where library_id = ${kota}`.execute(t.db);
    t.clock.set('2026-11-03T01:00:00+07:00');
    await rollUp(t.ctx());
    expect((await viewWho(t.ctx(), october)).figures).toEqual([{ key: null, n: 1 }]);
    for (let at = 1; at <= 5; at++) await lendOn('2026-10-14T09:00:00+07:00', `P${at}`);
    t.clock.set('2026-11-04T01:00:00+07:00');
    await rollUp(t.ctx());
    expect((await viewWho(t.ctx(), october)).figures).toEqual([
      { key: 'pelajar', n: 5 },
      { key: null, n: 1 },
    ]);
  });

  test('of days nobody is told who it was', async () => {
    await expect(viewFacts(t.ctx(), { ...november, cut: 'category' })).rejects.toMatchObject({
      code: 'facts.cut_unknown',
    });
  });
});

test('who may read reports of one library sees its figures, and nobody else sees any', async () => {
  await lendOn('2026-11-23T09:00:00+07:00');
  await lendOn('2026-11-23T09:00:00+07:00', 'P2', gedog);
  t.clock.set('2026-11-25T01:00:00+07:00');
  await rollUp(t.ctx());
  const ofGedog = t.ctx({ grants: [{ libraryId: gedog, permissions: ['reports.read'] }] });
  expect((await viewFacts(ofGedog, november)).figures).toMatchObject([{ n: 1 }]);
  expect((await viewFacts(ofGedog, { ...november, libraryIds: [kota] })).figures).toEqual([]);
  const nobody = t.ctx({ grants: [{ libraryId: gedog, permissions: ['loans.read'] }] });
  await expect(viewFacts(nobody, november)).rejects.toMatchObject({ code: 'platform.forbidden' });
});

test.for([
  ['days the wrong way round', { kind: 'loan', from: '2026-11-30', to: '2026-11-01' }, 'platform.invalid_input'],
  ['three hundred years', { kind: 'loan', from: '1900-01-01', to: '2200-12-31' }, 'platform.invalid_input'],
  ['a name without end', { ...november, kind: 'x'.repeat(200_000) }, 'platform.invalid_input'],
  ['a kind that is none', { ...november, kind: 'pinjam' }, 'facts.kind_unknown'],
  ['a column that is no cut', { ...november, cut: 'member_id' }, 'facts.cut_unknown'],
] as const)('%s: refused in words', async ([, query, code]) => {
  await expect(viewFacts(t.ctx(), query)).rejects.toMatchObject({ code });
});
