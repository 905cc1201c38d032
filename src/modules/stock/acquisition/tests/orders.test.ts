import { beforeAll, expect, test } from 'vitest';
import { findDuplicatesOf, listDuplicateGroups, listItemsOfBibForStaff } from '#modules/collection/catalog';
import { makeBib } from '#modules/collection/catalog/testing';
import { aLibrary, aMember } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { refusal as refused } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addOrderLine,
  changeBudget,
  createBudget,
  createOrder,
  decideSuggestion,
  endOrder,
  getOrder,
  listBudgets,
  listOwnSuggestions,
  placeOrder,
  receiveDelivery,
  removeOrderLine,
  suggestTitle,
  undoReceived,
} from '../index.ts';
import { asReader } from '../testing.ts';

const t = useTestDb();
let libraryId = 0;
let buyer: Ctx;
let keeper: Ctx;
beforeAll(async () => {
  ({ id: libraryId } = await aLibrary(t.ctx()));
  buyer = t.ctx({ grants: [{ libraryId, permissions: ['orders.manage'] }] });
  keeper = t.ctx({ grants: [{ libraryId, permissions: ['orders.manage', 'budgets.manage'] }] });
});

const refusal = async (work: Promise<unknown>): Promise<string> => (await refused(work)).code;
let budgets = 0;
const aBudget = async (amount: number): Promise<number> => {
  budgets += 1;
  return createBudget(keeper, libraryId, { source: 'apbd', year: 2026, name: `Belanja buku ${budgets}`, amount });
};
const money = async (id: number) => (await listBudgets(buyer)).find((budget) => budget.id === id);
const aLine = (
  budgetId: number,
  line: { title?: string; copies?: number; unitPrice?: number; isbn?: string } = {},
) => ({
  title: 'Namaku Alam',
  copies: 3,
  unitPrice: 100_000,
  libraryId,
  itemType: 'umum',
  budgetId,
  ...line,
});
/** An order of these lines, placed. */
async function anOrder(...lines: ReturnType<typeof aLine>[]): Promise<{ id: number; lineIds: number[] }> {
  const id = await createOrder(buyer, libraryId, { supplier: 'CV Pustaka Sejahtera' });
  const lineIds: number[] = [];
  for (const line of lines) lineIds.push(await addOrderLine(buyer, id, line));
  await placeOrder(buyer, id);
  return { id, lineIds };
}
let keys = 0;
const came = (lines: [lineId: number | undefined, copies: number, unitPrice?: number][]) => {
  keys += 1;
  return {
    requestKey: `kiriman-${keys}-uji`,
    invoice: 'SJ-77',
    lines: lines.map(([lineId = 0, copies, unitPrice]) => ({
      lineId,
      copies,
      ...(unitPrice !== undefined && { unitPrice }),
    })),
  };
};

test('an order sets its money aside, and what comes becomes copies with number, source, price and day', async () => {
  const budgetId = await aBudget(1_000_000);
  const { id, lineIds } = await anOrder(aLine(budgetId, { isbn: '978-602-03-3177-5' }));
  expect(await money(budgetId)).toMatchObject({ committed: 300_000, spent: 0, remaining: 700_000 });
  expect(await getOrder(buyer, id)).toMatchObject({ number: 'SP-KOTA-2026-0001', status: 'ordered', total: 300_000 });

  await receiveDelivery(buyer, id, came([[lineIds[0], 2, 90_000]]));
  expect(await money(budgetId)).toMatchObject({ committed: 100_000, spent: 180_000, remaining: 720_000 });
  const { status, deliveries } = await getOrder(buyer, id);
  expect(status).toBe('partly_received');
  const [copy] = deliveries[0]?.copies ?? [];
  const items = await listItemsOfBibForStaff(t.ctx(), copy?.bibId ?? 0);
  expect(items).toHaveLength(2);
  expect(items[0]).toMatchObject({
    source: 'beli',
    price: 90_000,
    supplier: 'CV Pustaka Sejahtera',
    acquiredOn: '2026-11-25',
    status: 'in_processing',
    libraryId,
  });
  expect(items[0]?.accessionNumber).not.toBe(items[1]?.accessionNumber);
  // the rest comes later, and goes to the same record
  await receiveDelivery(buyer, id, { ...came([[lineIds[0], 1]]), ready: true });
  expect(await getOrder(buyer, id)).toMatchObject({ status: 'received', received: 3 });
  expect((await listItemsOfBibForStaff(t.ctx(), copy?.bibId ?? 0)).map((item) => item.status)).toEqual([
    'in_processing',
    'in_processing',
    'available',
  ]);
  expect(await money(budgetId)).toMatchObject({ committed: 0, spent: 280_000, remaining: 720_000 });
});

test('a book that the catalogue has by its ISBN gets its copies there', async () => {
  const bibId = await makeBib(t.ctx(), { title: 'Laskar Pelangi', isbn: '9789793062792' });
  const { id, lineIds } = await anOrder(aLine(await aBudget(500_000), { title: 'LASKAR', isbn: '979-3062-79-7' }));
  await receiveDelivery(buyer, id, came([[lineIds[0], 1]]));
  expect(await listItemsOfBibForStaff(t.ctx(), bibId)).toHaveLength(1);
});

test('volume 2 does not land under volume 1, and what only may be the same is a new record that waits for a decision', async () => {
  const isbn = '978-979-433-000-5';
  const first = await makeBib(t.ctx(), { title: 'Sejarah Blitar, jilid 1', isbn });
  const budgetId = await aBudget(1_000_000);
  const { id, lineIds } = await anOrder(
    aLine(budgetId, { title: 'Sejarah Blitar jilid 2', isbn, copies: 1 }),
    aLine(budgetId, { title: 'Babad Blitar', isbn, copies: 1 }),
  );
  await receiveDelivery(buyer, id, came(lineIds.map((lineId) => [lineId, 1])));
  expect(await listItemsOfBibForStaff(t.ctx(), first)).toEqual([]);
  const [second = 0, third = 0] = (await getOrder(buyer, id)).lines.map(({ bibId }) => bibId ?? 0);
  expect(new Set([first, second, third]).size).toBe(3);
  const maybe = await findDuplicatesOf(t.db, [second, third]);
  const like = (bibId: number) => maybe.get(bibId)?.map((one) => [one.title, one.judgement]);
  expect(like(second)).toEqual([['Babad Blitar', 'maybe']]);
  expect(like(third)?.map(([title]) => title)).toEqual(['Sejarah Blitar, jilid 1', 'Sejarah Blitar jilid 2']);
  const listed = await listDuplicateGroups(t.ctx());
  expect(listed.some(({ bibs }) => bibs.some((bib) => bib.id === third))).toBe(true);
});

test('a book without an ISBN gets its copies at the record with its title, author and year', async () => {
  const bibId = await makeBib(t.ctx(), { title: 'Ronggeng Dukuh Paruk', author: 'Tohari, Ahmad', year: 1982 });
  const line = {
    ...aLine(await aBudget(500_000), { title: 'Ronggeng Dukuh Paruk' }),
    author: 'Ahmad Tohari',
    year: '1982',
  };
  const { id, lineIds } = await anOrder(line);
  await receiveDelivery(buyer, id, came([[lineIds[0], 2]]));
  expect(await listItemsOfBibForStaff(t.ctx(), bibId)).toHaveLength(2);
});

test('the same delivery sent twice, even at the same moment, is received once; more than was ordered is refused', async () => {
  const { id, lineIds } = await anOrder(aLine(await aBudget(500_000)));
  const delivery = came([[lineIds[0], 2]]);
  const [first, second] = await Promise.all([
    receiveDelivery(buyer, id, delivery),
    receiveDelivery(buyer, id, delivery),
  ]);
  expect(first).toBe(second);
  expect(await getOrder(buyer, id)).toMatchObject({ received: 2 });
  const tooMany = receiveDelivery(buyer, id, came([[lineIds[0], 2]]));
  await expect(tooMany).rejects.toMatchObject({ code: 'acquisition.too_many', params: { open: 1 } });
  const { id: other, lineIds: others } = await anOrder(aLine(await aBudget(500_000)));
  expect(await refusal(receiveDelivery(buyer, other, { ...delivery, lines: came([[others[0], 1]]).lines }))).toBe(
    'acquisition.request_key_used',
  );
  expect(await refusal(receiveDelivery(buyer, id, { ...came([]), lines: [] }))).toBe('platform.invalid_input');
});

test('two desks that receive the last copy at the same moment: one is told that nothing is to come', async () => {
  const { id, lineIds } = await anOrder(aLine(await aBudget(500_000), { copies: 1 }));
  const both = await Promise.allSettled([
    receiveDelivery(buyer, id, came([[lineIds[0], 1]])),
    receiveDelivery(buyer, id, came([[lineIds[0], 1]])),
  ]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await getOrder(buyer, id)).toMatchObject({ received: 1, status: 'received' });
});

test('a budget never goes below zero, unless whoever keeps it confirms that with a reason', async () => {
  const budgetId = await aBudget(250_000);
  const id = await createOrder(buyer, libraryId, { supplier: 'CV Pustaka Sejahtera' });
  await addOrderLine(buyer, id, aLine(budgetId));
  const placed = placeOrder(buyer, id);
  await expect(placed).rejects.toMatchObject({ code: 'acquisition.budget_exceeded', params: { missing: 50_000 } });
  expect(await refusal(placeOrder(buyer, id, { overrunReason: 'Saya mau' }))).toBe('acquisition.budget_exceeded');
  expect(await refusal(placeOrder(keeper, id))).toBe('acquisition.budget_exceeded');
  await placeOrder(keeper, id, { overrunReason: 'Disetujui Kepala Dinas, ditutup perubahan anggaran.' });
  expect(await money(budgetId)).toMatchObject({ remaining: -50_000 });
  // what was confirmed is confirmed for that much and no more
  const { id: budget, version } = (await money(budgetId)) ?? { id: 0, version: 0 };
  expect(await refusal(changeBudget(keeper, { id: budget, version, amount: 200_000 }))).toBe(
    'acquisition.budget_in_use',
  );
  await changeBudget(keeper, { id: budget, version, amount: 'Rp 300.000' });
  expect(await money(budgetId)).toMatchObject({ remaining: 0 });
  expect(await refusal(createBudget(buyer, libraryId, { source: 'dak', year: 2026, name: 'X', amount: 1 }))).toBe(
    'platform.forbidden',
  );
});

test('what was allowed beyond a budget is allowed for what is needed: as money comes back it is no more', async () => {
  const budgetId = await aBudget(250_000);
  const over = await createOrder(buyer, libraryId, { supplier: 'CV Pustaka Sejahtera' });
  await addOrderLine(buyer, over, aLine(budgetId));
  await placeOrder(keeper, over, { overrunReason: 'Disetujui Kepala Dinas.' });
  await endOrder(buyer, over, { reason: 'Penerbit tutup' });
  expect(await money(budgetId)).toMatchObject({ remaining: 250_000 });
  const again = await createOrder(buyer, libraryId, { supplier: 'CV Pustaka Sejahtera' });
  await addOrderLine(buyer, again, aLine(budgetId));
  expect(await refusal(placeOrder(buyer, again))).toBe('acquisition.budget_exceeded');
});

test('a mistaken receipt is taken back whatever the budget covers by now', async () => {
  const budgetId = await aBudget(100_000);
  const { id, lineIds } = await anOrder(aLine(budgetId, { copies: 1 }));
  await receiveDelivery(buyer, id, came([[lineIds[0], 1, 40_000]]));
  // what was left over went elsewhere
  await anOrder(aLine(budgetId, { copies: 1, unitPrice: 60_000 }));
  const itemId = (await getOrder(buyer, id)).deliveries[0]?.copies[0]?.itemId ?? 0;
  await undoReceived(buyer, id, { itemId, reason: 'Salah hitung' });
  expect(await money(budgetId)).toMatchObject({ committed: 160_000, spent: 0, remaining: -60_000 });
});

test('two orders at the same moment cannot both take the last of a budget', async () => {
  const budgetId = await aBudget(300_000);
  const ids = await Promise.all(
    [1, 2].map(async () => {
      const id = await createOrder(buyer, libraryId, { supplier: 'CV Pustaka Sejahtera' });
      await addOrderLine(buyer, id, aLine(budgetId));
      return id;
    }),
  );
  const both = await Promise.allSettled(ids.map(async (id) => placeOrder(buyer, id)));
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await money(budgetId)).toMatchObject({ remaining: 0 });
});

test('a copy received by mistake is withdrawn and waited for again, once; its money goes back', async () => {
  const budgetId = await aBudget(300_000);
  const { id, lineIds } = await anOrder(aLine(budgetId));
  await receiveDelivery(buyer, id, came([[lineIds[0], 3, 80_000]]));
  const [copy] = (await getOrder(buyer, id)).deliveries[0]?.copies ?? [];
  const itemId = copy?.itemId ?? 0;
  await undoReceived(buyer, id, { itemId, reason: 'Terhitung dua kali' });
  expect(await getOrder(buyer, id)).toMatchObject({ status: 'partly_received', received: 2 });
  expect(await money(budgetId)).toMatchObject({ committed: 100_000, spent: 160_000, remaining: 40_000 });
  const items = await listItemsOfBibForStaff(t.ctx(), copy?.bibId ?? 0);
  expect(items.find((item) => item.id === itemId)).toMatchObject({ status: 'withdrawn' });
  expect(await refusal(undoReceived(buyer, id, { itemId, reason: 'Lagi' }))).toBe('acquisition.already_undone');
  await receiveDelivery(buyer, id, came([[lineIds[0], 1]]));
  expect(await getOrder(buyer, id)).toMatchObject({ status: 'received', received: 3 });
});

test('an order of which nothing more comes is closed, and its money is free again; nothing is received after that', async () => {
  const budgetId = await aBudget(1_000_000);
  const { id, lineIds } = await anOrder(aLine(budgetId), aLine(budgetId, { title: 'Habis cetak', copies: 1 }));
  await receiveDelivery(buyer, id, came([[lineIds[0], 3]]));
  expect(await refusal(endOrder(buyer, id, { reason: '' }))).toBe('platform.invalid_input');
  expect(await endOrder(buyer, id, { reason: 'Penerbit sudah tutup' })).toBe('closed');
  expect(await money(budgetId)).toMatchObject({ committed: 0, spent: 300_000 });
  expect(await refusal(receiveDelivery(buyer, id, came([[lineIds[1], 1]])))).toBe('acquisition.order_not_open');
  const { id: none } = await anOrder(aLine(budgetId));
  expect(await endOrder(buyer, none, { reason: 'Tidak jadi' })).toBe('cancelled');
  expect(await money(budgetId)).toMatchObject({ committed: 0 });
});

test('only a draft is changed, and only by who orders there', async () => {
  const budgetId = await aBudget(1_000_000);
  const id = await createOrder(buyer, libraryId, { supplier: 'CV Pustaka Sejahtera' });
  expect(await refusal(placeOrder(buyer, id))).toBe('acquisition.order_empty');
  const lineId = await addOrderLine(buyer, id, aLine(budgetId));
  await removeOrderLine(buyer, id, lineId);
  await addOrderLine(buyer, id, aLine(budgetId));
  await placeOrder(buyer, id);
  expect(await refusal(addOrderLine(buyer, id, aLine(budgetId)))).toBe('acquisition.order_placed');
  const elsewhere = await aLibrary(t.ctx(), 'LAIN');
  const other = t.ctx({ grants: [{ libraryId: elsewhere.id, permissions: ['orders.manage'] }] });
  expect(await refusal(getOrder(other, id))).toBe('platform.forbidden');
  const foreign = await createOrder(other, elsewhere.id, { supplier: 'CV Lain' });
  expect(await refusal(addOrderLine(other, foreign, aLine(budgetId)))).toBe('acquisition.budget_not_found');
});

test('a suggestion that is bought arrives, and everybody who wanted it is told', async () => {
  const reader = asReader(t, await aMember(t.ctx()));
  const { id: suggestionId } = await suggestTitle(reader, {
    title: 'Teruslah Bodoh Jangan Pintar',
    author: 'Tere Liye',
  });
  await decideSuggestion(t.ctx(), { id: suggestionId, version: 1, decision: 'buy', reason: 'Masuk pesanan.' });
  const orderId = await createOrder(buyer, libraryId, { supplier: 'CV Pustaka Sejahtera' });
  const line = aLine(await aBudget(1_000_000), { title: '', copies: 1 });
  const lineId = await addOrderLine(buyer, orderId, { ...line, suggestionId });
  await placeOrder(buyer, orderId);
  await receiveDelivery(buyer, orderId, came([[lineId, 1]]));
  const [own] = await listOwnSuggestions(reader);
  expect(own).toMatchObject({ status: 'arrived', title: 'Teruslah Bodoh Jangan Pintar' });
  expect(own?.bibId).toBe((await getOrder(buyer, orderId)).lines[0]?.bibId);
  const told = await t.db
    .selectFrom('notification')
    .select(['params', 'withdrawnAt'])
    .where('about', '=', `suggestion:${suggestionId}`)
    .orderBy('id')
    .execute();
  expect(told.at(-1)).toMatchObject({ params: { answer: 'arrived' }, withdrawnAt: null });
  // it was another book after all: the title is still to come, and nobody reads that it is here
  const itemId = (await getOrder(buyer, orderId)).deliveries[0]?.copies[0]?.itemId ?? 0;
  await undoReceived(buyer, orderId, { itemId, reason: 'Buku lain' });
  expect((await listOwnSuggestions(reader))[0]).toMatchObject({ status: 'buy', bibId: null });
  const waiting = await t.db
    .selectFrom('notification')
    .select('params')
    .where('about', '=', `suggestion:${suggestionId}`)
    .where('withdrawnAt', 'is', null)
    .execute();
  expect(waiting.map(({ params }) => params)).toMatchObject([{ answer: 'buy' }]);
  await receiveDelivery(buyer, orderId, came([[lineId, 1]]));
  expect((await listOwnSuggestions(reader))[0]).toMatchObject({ status: 'arrived' });
});
