import { beforeAll, expect, test } from 'vitest';
import { listItemsOfBibForStaff, setAside } from '#modules/collection/catalog';
import { makeBib } from '#modules/collection/catalog/testing';
import { aLibrary } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { refusal as refused } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { markLate } from '../data/serials.queries.ts';
import {
  bindIssues,
  claimLate,
  endSubscription,
  getSubscription,
  giveUpIssue,
  listSubscriptions,
  receiveIssue,
  serialHoldingsOf,
  subscribe,
  undoReceipt,
} from '../index.ts';

const t = useTestDb();
let libraryId = 0;
let desk: Ctx;
beforeAll(async () => {
  ({ id: libraryId } = await aLibrary(t.ctx()));
  desk = t.ctx({ grants: [{ libraryId, permissions: ['serials.manage'] }] });
});
const refusal = async (work: Promise<unknown>): Promise<string> => (await refused(work)).code;

/** A monthly of the year 2026, late after a week; today is 25 November. */
async function aMonthly(makesCopies: boolean): Promise<{ id: number; bibId: number }> {
  const bibId = await makeBib(t.ctx(), { title: `Majalah ${makesCopies ? 'pinjam' : 'baca'}` });
  const id = await subscribe(desk, libraryId, {
    bibId,
    supplier: 'Agen Koran Makmur',
    price: '600000',
    frequency: 'monthly',
    startsOn: '2026-01-05',
    endsOn: '2026-12-31',
    itemType: 'umum',
    makesCopies,
    firstVolume: 12,
    firstNumber: 1,
    numbersPerVolume: 12,
  });
  return { id, bibId };
}
const issueIds = async (id: number): Promise<number[]> =>
  (await getSubscription(desk, id)).issues.toSorted((a, b) => a.nth - b.nth).map((issue) => issue.id);

test('the issues of a year are expected, and what should have come is late, however often the job runs', async () => {
  const { id } = await aMonthly(false);
  const { issues } = await getSubscription(desk, id);
  expect(issues).toHaveLength(12);
  expect(issues[0]).toMatchObject({ nth: 12, volume: 12, number: 12, expectedOn: '2026-12-05', state: 'expected' });
  expect(await markLate(t.db, t.clock.now())).toBe(11);
  expect(await markLate(t.db, t.clock.now())).toBe(0);
  expect((await listSubscriptions(desk))[0]).toMatchObject({ id, late: 11 });
});

test('an issue that is ticked off is seen by readers, and makes no copy; a mistake is undone', async () => {
  const { id, bibId } = await aMonthly(false);
  const [first = 0, second = 0] = await issueIds(id);
  await receiveIssue(desk, id, first);
  await receiveIssue(desk, id, second);
  expect(await refusal(receiveIssue(desk, id, first))).toBe('serials.issue_settled');
  expect(await serialHoldingsOf(t.ctx({ kind: 'anonymous' }), bibId)).toEqual([
    { libraryName: 'Perpustakaan KOTA', received: 2, latest: { volume: 12, number: 2, expectedOn: '2026-02-05' } },
  ]);
  expect(await listItemsOfBibForStaff(t.ctx(), bibId)).toEqual([]);
  await undoReceipt(desk, id, second);
  expect((await serialHoldingsOf(t.ctx(), bibId))[0]).toMatchObject({ received: 1, latest: { number: 1 } });
  expect(await refusal(undoReceipt(desk, id, second))).toBe('serials.issue_not_received');
});

test('two desks that receive one issue at the same moment make one copy', async () => {
  const { id, bibId } = await aMonthly(true);
  const [first = 0] = await issueIds(id);
  const both = await Promise.allSettled([receiveIssue(desk, id, first), receiveIssue(desk, id, first)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await listItemsOfBibForStaff(t.ctx(), bibId)).toMatchObject([
    { source: 'beli', supplier: 'Agen Koran Makmur', copyNote: 'Th. 12 No. 1, 2026-01-05' },
  ]);
});

test('late issues are claimed with words that count the claims, and one that will not come is given up', async () => {
  const { id } = await aMonthly(false);
  const [first = 0] = await issueIds(id);
  expect(await refusal(claimLate(desk, id))).toBe('serials.nothing_late');
  await markLate(t.db, t.clock.now());
  const text = await claimLate(desk, id);
  expect(text).toContain('Yth. Agen Koran Makmur');
  expect(text).toContain('- Th. 12 No. 1, seharusnya 5 Januari 2026');
  expect(await claimLate(desk, id)).toContain('(pengingat ke-2)');
  await giveUpIssue(desk, id, first);
  expect(await claimLate(desk, id)).not.toContain('No. 1,');
  const { issues } = await getSubscription(desk, id);
  expect(issues.find((issue) => issue.id === first)).toMatchObject({ state: 'missing', claims: 2 });
  // it came after all
  await receiveIssue(desk, id, first);
});

test('issues are bound into one copy and the loose ones leave; not while one of them is away', async () => {
  const { id, bibId } = await aMonthly(true);
  const [first = 0, second = 0, third = 0] = await issueIds(id);
  for (const issue of [first, second]) await receiveIssue(desk, id, issue);
  expect(await refusal(bindIssues(desk, id, [first]))).toBe('serials.too_few_to_bind');
  expect(await refusal(bindIssues(desk, id, [first, third]))).toBe('serials.issue_not_received');
  const [loose] = await listItemsOfBibForStaff(t.ctx(), bibId);
  const away = async (where: 'waiting' | null) =>
    t.db.transaction().execute(async (trx) => setAside(trx, loose?.id ?? 0, where));
  await away('waiting');
  expect(await refusal(bindIssues(desk, id, [first, second]))).toBe('catalog.item_set_aside');
  await away(null);
  const barcode = await bindIssues(desk, id, [first, second]);
  const items = await listItemsOfBibForStaff(t.ctx(), bibId);
  expect(items.filter((item) => item.status !== 'withdrawn')).toMatchObject([
    { barcode, copyNote: 'Jilid: Th. 12 No. 1 – Th. 12 No. 2 (2 terbitan)' },
  ]);
  expect((await serialHoldingsOf(t.ctx(), bibId))[0]).toMatchObject({ received: 2 });
  expect(await refusal(bindIssues(desk, id, [first, second]))).toBe('serials.issue_not_received');
});

test('a subscription that ends expects nothing more, and another library does not see it', async () => {
  const { id } = await aMonthly(false);
  const [first = 0] = await issueIds(id);
  await receiveIssue(desk, id, first);
  await endSubscription(desk, id, { reason: 'Majalah berhenti terbit' });
  expect((await getSubscription(desk, id)).issues).toHaveLength(1);
  expect(await refusal(endSubscription(desk, id, { reason: 'Lagi' }))).toBe('serials.ended');
  const elsewhere = await aLibrary(t.ctx(), 'LAIN');
  const other = t.ctx({ grants: [{ libraryId: elsewhere.id, permissions: ['serials.manage'] }] });
  expect(await refusal(getSubscription(other, id))).toBe('platform.forbidden');
  expect(await listSubscriptions(other)).toEqual([]);
});
