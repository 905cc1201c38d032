import { beforeAll, beforeEach, expect, test } from 'vitest';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { rollUp } from '#modules/ground/facts/testing';
import { accountActor, disableAccount, grantRole, revokeRole } from '#modules/ground/identity';
import { makeAccount } from '#modules/ground/identity/testing';
import { makeLibrary, makeMember, saveLoanHistory } from '#modules/lending/circulation/testing';
import type { Ctx } from '#platform/context';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { listReportLinks, openShared, shareReport, unshareReport } from '../index.ts';

const t = useTestDb();
let kota = 0;
let gedog = 0;
const bibs: string[] = [];
const DAY = 86_400_000;

beforeEach(() => t.clock.set(TEST_NOW));
beforeAll(async () => {
  kota = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
  gedog = (await makeLibrary(t.ctx(), 'GEDOG', 'Perpustakaan Gedog')).id;
  await makeMember(t.ctx(), { fullName: 'Pembaca', number: 'P1', homeLibrary: 'KOTA' });
  const { id: memberId } = await t.db.selectFrom('member').select('id').executeTakeFirstOrThrow();
  const lend = async (title: string, libraryId: number, times: number): Promise<void> => {
    const bibId = await makeBib(t.ctx(), { title, ddc: '813' });
    bibs.push(String(bibId));
    const { id: itemId } = await makeItem(t.ctx(), { bibId, libraryId });
    const loans = Array.from({ length: times }, (_, at) => {
      const loanedAt = new Date(Date.parse('2026-10-01T09:00:00+07:00') + at * DAY);
      const returnedAt = new Date(loanedAt.getTime() + 3_600_000);
      const about = { dueAt: returnedAt, renewals: [], terms: {}, by: 'Siti' };
      return { itemId, bibId, memberId, libraryId, loanedAt, returnedAt, ...about };
    });
    await t.db.transaction().execute(async (trx) => saveLoanHistory(trx, t.ctx(), loans));
  };
  await lend('Laskar Pelangi', kota, 9);
  await lend('Bumi Manusia', gedog, 6);
  await lend('Hidup dengan Depresi', kota, 1);
  await lend('Menghadapi Perceraian', gedog, 2);
  await rollUp(t.ctx());
});

const query = { kind: 'loan', by: 'library', from: '2026-10-01', to: '2026-10-31' };
let nth = 0;
/** Somebody who may read reports at a library, or in the network (null), as they are after signing in. */
async function reader(libraryId: number | null): Promise<Ctx & { accountId: number; again: () => Promise<Ctx> }> {
  const { id } = await makeAccount(t, { username: `pembaca-${(nth += 1)}` });
  await grantRole(t.ctx(), { accountId: id, role: 'head', libraryId });
  const again = async (): Promise<Ctx> => {
    const actor = await accountActor(t.db, id);
    if (!actor) throw new Error('no account');
    return t.ctx(actor);
  };
  return { ...(await again()), accountId: id, again };
}
const share = async (ctx: Ctx, more: object = {}) => shareReport(ctx, { query: { ...query, ...more }, days: 30 });
const open = async (token: string, more: object = {}) =>
  openShared(t.ctx({ kind: 'anonymous' }), { token, ip: '203.0.113.7', counts: true, ...more });
const rowsOf = async (token: string) => (await open(token)).report.rows.map(({ label, n }) => [label, n]);
const code = async (work: Promise<unknown>) => (await refusal(work)).code;

test('whoever has the link reads the figures of its days without an account; how often is counted, of whom nothing is kept', async () => {
  const head = await reader(null);
  const { token, id } = await share(head);
  expect(await rowsOf(token)).toEqual([
    ['Perpustakaan Kota', 10],
    ['Perpustakaan Gedog', 8],
  ]);
  await open(token);
  await open(token, { counts: false });
  const [listed] = (await listReportLinks(head)).filter((one) => one.id === id);
  expect(listed).toMatchObject({ opened: 2, by: null, query: { from: '2026-10-01', to: '2026-10-31' } });
  const row = await t.db.selectFrom('reportLink').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  expect(JSON.stringify(row)).not.toContain('203.0.113');
  expect(JSON.stringify(row)).not.toContain(token);
});

test('it shows the libraries that its maker could read when it was made, also when they may read more by now', async () => {
  const ctx = await reader(gedog);
  const { token } = await share(ctx);
  await grantRole(t.ctx(), { accountId: ctx.accountId, role: 'head', libraryId: null });
  expect((await rowsOf(await share(await ctx.again()).then((made) => made.token))).length).toBe(2);
  expect(await rowsOf(token)).toEqual([['Perpustakaan Gedog', 8]]);
  expect((await open(token)).place).toBe('Perpustakaan Gedog');
});

test('a library that one may not read cannot be shared, nor what cannot be made', async () => {
  const ctx = await reader(gedog);
  expect(await code(share(ctx, { library: 'KOTA' }))).toBe('reports.not_found');
  expect(await code(share(ctx, { by: 'member_id' }))).toBe('reports.by_unknown');
  expect(await code(share(ctx, { to: '9999-12-31' }))).toBe('platform.invalid_input');
  expect(await code(shareReport(ctx, { query, days: 3650 as 90 }))).toBe('platform.invalid_input');
  expect(await code(share(t.ctx({ grants: [] })))).toBe('platform.forbidden');
});

test('after its days, ended, or with a maker who is blocked or may not read any more, it opens nothing', async () => {
  const [late, ended, blocked, demoted] = await Promise.all([reader(null), reader(null), reader(null), reader(kota)]);
  const old = await share(late);
  t.clock.set(new Date(Date.parse(TEST_NOW) + 30 * DAY - 60_000).toISOString());
  await open(old.token);
  t.clock.set(new Date(Date.parse(TEST_NOW) + 30 * DAY + 60_000).toISOString());
  expect(await code(open(old.token))).toBe('reports.link_over');
  t.clock.set(TEST_NOW);
  const taken = await share(ended);
  await unshareReport(ended, taken.id);
  expect(await code(open(taken.token))).toBe('reports.link_over');
  expect(await code(unshareReport(ended, taken.id))).toBe('reports.link_over');
  const theirs = await share(blocked);
  const { version } = await t.db
    .selectFrom('account')
    .select('version')
    .where('id', '=', blocked.accountId)
    .executeTakeFirstOrThrow();
  await disableAccount(t.ctx(), { id: blocked.accountId, version });
  expect(await code(open(theirs.token))).toBe('reports.link_over');
  const lost = await share(demoted);
  const grant = await t.db
    .selectFrom('roleGrant')
    .select('id')
    .where('accountId', '=', demoted.accountId)
    .executeTakeFirstOrThrow();
  await revokeRole(t.ctx(), { accountId: demoted.accountId, grantId: grant.id });
  expect(await code(open(lost.token))).toBe('reports.link_over');
});

test('where its maker lost one of two libraries it ends, rather than say other figures', async () => {
  const maker = await reader(kota);
  await grantRole(t.ctx(), { accountId: maker.accountId, role: 'head', libraryId: gedog });
  const { token } = await share(await maker.again());
  expect((await open(token)).report.total).toBe(18);
  const grants = await t.db
    .selectFrom('roleGrant')
    .select(['id', 'libraryId'])
    .where('accountId', '=', maker.accountId)
    .execute();
  await revokeRole(t.ctx(), {
    accountId: maker.accountId,
    grantId: grants.find((one) => one.libraryId === gedog)?.id ?? 0,
  });
  expect(await code(open(token))).toBe('reports.link_over');
  expect(await listReportLinks(await maker.again())).toEqual([]);
});

test('a colleague of the same library sees and ends it, one of another library neither', async () => {
  const [maker, colleague, other] = await Promise.all([reader(gedog), reader(gedog), reader(kota)]);
  const { id, token } = await share(maker, { by: 'month' });
  const about = { kind: 'loan', by: 'month' };
  expect((await listReportLinks(colleague, about)).map((one) => [one.id, one.by !== null])).toEqual([[id, true]]);
  expect(await listReportLinks(other, about)).toEqual([]);
  expect(await code(unshareReport(other, id))).toBe('reports.not_found');
  await unshareReport(colleague, id);
  expect(await code(open(token))).toBe('reports.link_over');
});

test('titles that few have borrowed are not named to everybody', async () => {
  const { token } = await share(await reader(null), { by: 'bib' });
  expect(await rowsOf(token)).toEqual([
    ['Laskar Pelangi', 9],
    ['Bumi Manusia', 6],
    ['Lainnya dan tidak diketahui', 3],
  ]);
});

test('links that are none are tried sixty times from one address, and no more; that holds up nobody else', async () => {
  const { token } = await share(await reader(null));
  const tries = Array.from({ length: 64 }, async (_, at) => code(open(`laporan_${at}`, { ip: '198.51.100.9' })));
  const codes = await Promise.all(tries);
  expect(new Set(codes)).toEqual(new Set(['reports.link_over', 'platform.too_many_requests']));
  expect(codes.filter((one) => one === 'reports.link_over')).toHaveLength(60);
  expect(await code(open(token, { ip: '198.51.100.9' }))).toBe('platform.too_many_requests');
  await open(token);
  expect(await code(open('x'.repeat(200_000)))).toBe('reports.link_over');
  expect(await code(open('\0'))).toBe('reports.link_over');
});

test('twenty hold at a time, also when they are made at once', async () => {
  const ctx = await reader(kota);
  const made = await Promise.allSettled(Array.from({ length: 23 }, async () => share(ctx)));
  expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
  expect(await code(share(ctx))).toBe('reports.too_many_links');
});

test('a link to titles shows the days that were counted when it was made: opened every morning, it does not tell of one loan', async () => {
  const { token } = await share(await reader(null), { by: 'bib', to: '2026-12-31' });
  const before = await rowsOf(token);
  expect(before[0]).toEqual(['Laskar Pelangi', 9]);
  const { bibId, itemId, memberId } = await t.db
    .selectFrom('loan')
    .innerJoin('item', 'item.id', 'loan.itemId')
    .innerJoin('bib', 'bib.id', 'item.bibId')
    .select(['item.bibId', 'itemId', 'memberId'])
    .where('bib.title', '=', 'Laskar Pelangi')
    .executeTakeFirstOrThrow();
  const loanedAt = new Date(Date.parse(TEST_NOW) + 3_600_000);
  const returnedAt = new Date(loanedAt.getTime() + 3_600_000);
  const about = { dueAt: returnedAt, renewals: [], terms: {}, by: 'Siti', loanedAt, returnedAt };
  await t.db
    .transaction()
    .execute(async (trx) =>
      saveLoanHistory(trx, t.ctx(), [{ itemId, bibId, memberId: memberId ?? 0, libraryId: kota, ...about }]),
    );
  t.clock.set(new Date(Date.parse(TEST_NOW) + 2 * DAY).toISOString());
  await rollUp(t.ctx());
  expect(await rowsOf(token)).toEqual(before);
  // of classes and libraries it goes on counting
  expect((await rowsOf((await share(await reader(null), { to: '2026-12-31' })).token))[0]).toEqual([
    'Perpustakaan Kota',
    11,
  ]);
});

test('a title that few had borrowed before is not told by what all had, less what the others had', async () => {
  await t.db
    .insertInto('factDay')
    .values(
      [
        ...[8, 3].map((n, at) => ({ cut: 'bib', key: bibs[at] ?? '', n })),
        { cut: 'class', key: '8', n: 11 },
        { cut: '', key: '', n: 11 },
      ].map((cell) => ({ kind: 'loan', libraryId: kota, day: '2025-10-10', ...cell })),
    )
    .execute();
  const { token } = await share(await reader(null), { by: 'bib', compare: 'year' });
  const { rows, totalBefore, totalChange } = (await open(token)).report;
  expect(rows.map(({ label, was }) => [label, was])).toEqual([
    ['Laskar Pelangi', 8],
    ['Bumi Manusia', null],
    ['Lainnya dan tidak diketahui', null],
  ]);
  expect([totalBefore, totalChange]).toEqual([null, null]);
});
