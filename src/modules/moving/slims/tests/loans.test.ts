import { beforeAll, describe, expect, test } from 'vitest';
import { viewCashDay, viewCharges } from '#modules/lending/charges';
import { checkIn, checkOut, listOverdue, renewLoan, viewAccount } from '#modules/lending/circulation';
import { listLoans } from '#modules/lending/circulation/testing';

import { explainSaid } from '#modules/moving/runs';
import { DIRTY, loanDump } from './loan-dump.ts';
import { useMovingHouse } from '../../../../../tests/support/moving-house.ts';
import { fatesOf as fates, type Moved } from './run-migration.ts';

const { t, settleIn, move } = useMovingHouse();
let libraryId: number;
let moved: Moved;

beforeAll(async () => {
  libraryId = await settleIn();
  const trial = await move(loanDump(DIRTY), { dryRun: true });
  expect(await t.db.selectFrom('loan').select('id').execute()).toEqual([]);
  moved = await move(loanDump(DIRTY));
  expect(['loan', 'loan_history', 'fines'].map((table) => fates(trial, table))).toEqual(
    ['loan', 'loan_history', 'fines'].map((table) => fates(moved, table)),
  );
  expect(trial.said.filter(({ table }) => /loan|fines/.test(table))).toEqual(
    moved.said.filter(({ table }) => /loan|fines/.test(table)),
  );
});

const desk = () => ({ ...t.ctx(), libraryId });
/** What a librarian reads of the loans of a copy: member, lent, due, back, renewed. */
async function loansOf(barcode: string): Promise<string[]> {
  const { data } = await listLoans(t.ctx(), { itemBarcode: barcode, limit: 10 });
  const day = (at: Date | null): string => at?.toLocaleString('sv', { timeZone: 'Asia/Jakarta' }).slice(0, 16) ?? '-';
  return data
    .toReversed()
    .map((loan) =>
      [
        loan.memberNumber,
        loan.status,
        day(loan.loanedAt),
        day(loan.dueAt),
        day(loan.returnedAt),
        loan.renewalCount,
      ].join(' | '),
    );
}
const saidOf = (table: string, key: string): string[] =>
  moved.said.flatMap((one) =>
    one.table === table && one.key === key ? [`${one.fate}: ${explainSaid(one, 'en')}`] : [],
  );
const loanSaid = (id: number): string[] => saidOf('loan', `loan_id=${id}`);

describe('loans', () => {
  test('every row is accounted for', () => {
    expect(fates(moved, 'loan')).toEqual([25, 18, 1, 6, 0]);
    expect(fates(moved, 'loan_history')).toEqual([5, 2, 2, 1, 0]);
    expect(fates(moved, 'fines')).toEqual([12, 9, 0, 3, 0]);
  });

  test('one that was renewed still runs, though SLiMS left a day of return with it', async () => {
    expect(await loansOf('X-0030')).toEqual(['M-13 | open | 2026-11-02 10:00 | 2026-12-01 23:59 | - | 1']);
    expect(loanSaid(1)).toEqual([]);
  });

  test('back without a date, on a zero date, before it was lent', async () => {
    expect(await loansOf('X-0031')).toEqual([
      'M-13 | returned | 2025-01-06 10:00 | 2025-01-13 23:59 | 2025-01-10 11:00 | 0',
      'M-14 | returned | 2025-02-03 10:00 | 2025-02-10 23:59 | 2025-02-10 12:00 | 0',
      'M-14 | returned | 2025-03-10 10:00 | 2025-03-17 23:59 | 2025-03-10 10:00 | 0',
    ]);
    expect(loanSaid(2)).toEqual(['told: The day of return was not kept; estimated as 10 Jan 2025']);
    expect(loanSaid(3)).toEqual(['told: The day of return was not kept; estimated as 10 Feb 2025']);
    expect(loanSaid(4)).toEqual(['told: Came back before it was lent, it says; taken as back on the day of lending']);
  });

  test('no due date, lent in the future, never handed out', async () => {
    expect(await loansOf('X-0032')).toEqual(['M-02 | open | 2026-11-10 10:00 | 2026-11-17 23:59 | - | 0']);
    expect(await loansOf('X-0033')).toEqual(['M-02 | open | 2026-11-11 10:00 | 2031-01-08 23:59 | - | 0']);
    expect(await loansOf('X-0034')).toEqual([]);
    expect(loanSaid(5)).toEqual(['told: There is no due date; by the rule it is 17 Nov 2026']);
    expect(loanSaid(6)).toEqual(['told: The day of lending makes no sense; estimated as 11 Nov 2026']);
    expect(loanSaid(7)).toEqual(['refused: Never handed out (is_lent 0)']);
  });

  test('what runs and could not come stands on a list to settle by hand', () => {
    expect(loanSaid(10)).toEqual([
      'refused: Still on loan, but the member is not there. Please settle it: barcode X-0035, member TAK-ADA, due 12 Nov 2026',
    ]);
    expect(loanSaid(24)).toEqual([
      'refused: Still on loan, but the copy is not there. Please settle it: barcode , member M-03, due 27 Nov 2026',
    ]);
    expect(moved.report.toSettle).toBe(2);
    expect([...loanSaid(9), ...loanSaid(11)]).toEqual([
      'refused: Its copy is not in this dump, or was refused',
      'refused: The member did not come',
    ]);
  });

  test('a copy that SLiMS has deleted while the reader has it is made anew, under a title that only staff see', async () => {
    expect(await loansOf('HILANG-01')).toEqual(['M-03 | open | 2026-11-05 10:00 | 2026-11-12 23:59 | - | 0']);
    expect((await loansOf('X-0003'))[0]).toMatch(/^M-11 \| open/);
    expect(loanSaid(8)).toEqual([
      'told: Still on loan, but the copy is not there; copy HILANG-01 was made for it under a hidden title',
    ]);
    const titles = await t.db.selectFrom('bib').select(['title', 'loanCount']).where('hidden', '=', true).execute();
    expect(titles.toSorted((a, b) => (a.title < b.title ? 1 : -1))).toEqual([
      { title: '[Judul tidak diketahui]', loanCount: 1 },
      { title: 'Buku yang Dihapus', loanCount: 1 },
    ]);
  });

  test('one copy lent twice at once: the older loan ended when the newer began', async () => {
    expect(await loansOf('X-0037')).toEqual([
      'M-02 | returned | 2026-09-01 10:00 | 2026-09-08 23:59 | 2026-11-03 12:00 | 0',
      'M-03 | open | 2026-11-03 10:00 | 2026-11-10 23:59 | - | 0',
    ]);
    expect(loanSaid(12)).toEqual(['told: The copy was lent again on 3 Nov 2026; taken as back that day']);
  });

  test('numbers in other letters, blanks behind them, barcodes that several copies bear', async () => {
    expect((await loansOf('X-0038'))[0]).toMatch(/^A-0007 \| open/);
    expect((await loansOf('X-0039'))[0]).toMatch(/^A-0007 \| open/);
    expect((await loansOf('X-0009'))[0]).toMatch(/^M-04 \| open/);
    expect((await loansOf('X-0007'))[0]).toMatch(/^M-12 \| open/);
    expect(loanSaid(22)).toEqual(['told: Barcode X-0007 is on several copies; booked on the first of them']);
  });

  test('the same loan twice is one; a number twice is refused', async () => {
    expect(await loansOf('X-0041')).toEqual([
      'M-04 | returned | 2025-05-05 10:00 | 2025-05-12 23:59 | 2025-05-14 11:30 | 0',
    ]);
    expect(loanSaid(19)).toEqual(['merged: The same loan written twice; one with number 18']);
    expect(loanSaid(23)).toEqual(['refused: A row before this one has the same number']);
  });

  test('of the history only what stands there alone', async () => {
    expect(await loansOf('X-0044')).toEqual([
      'M-13 | returned | 2023-06-05 10:00 | 2023-06-12 23:59 | 2023-06-12 12:00 | 0',
      'M-13 | returned | 2023-07-03 12:00 | 2023-07-10 23:59 | 2023-07-10 12:00 | 0',
    ]);
    const history = moved.said.filter(({ table }) => table === 'loan_history');
    expect(history.map(({ key, code }) => `${key} ${code}`).toSorted()).toEqual([
      'loan_id=80 loan_of_history_alone',
      'loan_id=81 loan_copy_gone',
      'loan_id=82 loan_back_estimated',
      'loan_id=82 loan_of_history_alone',
    ]);
  });

  test('records know how often they were lent', async () => {
    const bibs = await t.db
      .selectFrom('bib')
      .select(['title', 'loanCount'])
      .where('hidden', '=', false)
      .orderBy('title')
      .execute();
    expect(bibs).toEqual([
      { title: 'Penampung 47', loanCount: 1 },
      { title: 'Penampung 48', loanCount: 17 },
    ]);
  });

  test('no name, in any word', () => {
    const words = moved.said.map((one) => `${one.key} ${explainSaid(one, 'id')} ${explainSaid(one, 'en')}`).join('\n');
    expect(words).not.toMatch(/Nama Rahasia|slims_/);
    expect(moved.said.every((one) => explainSaid(one, 'id') !== one.code)).toBe(true);
  });
});

describe('money', () => {
  const balance = async (number: string): Promise<number> => (await viewCharges(t.ctx(), number)).balance;

  test('members owe what they owed', async () => {
    expect(await Promise.all(['M-13', 'M-14', 'M-02', 'M-03', 'M-04', 'M-05', 'M-12'].map(balance))).toEqual([
      8000, -2000, 6000, 2500, 1500, -500, 0,
    ]);
    expect(moved.report.money).toEqual({
      dump: { debet: 36_500, credit: 14_000 },
      carried: { debet: 29_500, credit: 14_000 },
      refused: { debet: 7000, credit: 0 },
      known: { debet: 0, credit: 0 },
      booked: 15_500,
    });
  });

  test('a fine that was paid in part is owed in part; what was paid first goes to its own fine', async () => {
    const { owed, data } = await viewCharges(t.ctx(), 'M-13');
    expect(owed.map(({ left, amount }) => [left, amount])).toEqual([
      [5000, 5000],
      [3000, 5000],
    ]);
    expect(data.map(({ kind, amount, receiptNumber }) => [kind, amount, receiptNumber])).toContainEqual([
      'paid_before',
      -2000,
      null,
    ]);
  });

  test('a fine knows the loan that ended late that day', async () => {
    const [line] = await t.db
      .selectFrom('chargeLine')
      .innerJoin('loan', 'loan.id', 'chargeLine.loanId')
      .innerJoin('item', 'item.id', 'loan.itemId')
      .select(['chargeLine.note', 'item.barcode', 'chargeLine.amount'])
      .execute();
    expect(line).toEqual({ note: 'Penampung 48', barcode: 'X-0041', amount: 1500 });
    // where no loan is known, the copy is not named for good
    const notes = await t.db.selectFrom('chargeLine').select('note').where('loanId', 'is', null).execute();
    expect(new Set(notes.map(({ note }) => note))).toEqual(new Set([null, 'Bayar denda', 'Denda lama']));
  });

  test('what could not come is told with its amount', () => {
    expect(saidOf('fines', 'fines_id=4')).toEqual(["told: Paid Rp2.000 more than was owed; it is the member's credit"]);
    expect(saidOf('fines', 'fines_id=5')).toEqual(['refused: Nothing owed and nothing paid']);
    expect(saidOf('fines', 'fines_id=8')).toEqual(['refused: The member did not come; owed Rp7.000, paid Rp0']);
    expect(saidOf('fines', 'fines_id=9')).toEqual(['told: The date makes no sense; booked on the day of the move']);
    expect(saidOf('fines', 'fines_id=11')).toEqual([
      'told: The amount is below zero (owed -Rp500, paid Rp0); booked on the other side',
    ]);
    expect(saidOf('fines', 'fines_id=12')).toEqual(['refused: The amount is no sensible rupiah']);
  });

  test('nothing of it is in the till of today', async () => {
    const day = await viewCashDay(t.ctx(), { libraryId, day: '2026-11-25' });
    expect(day.lines).toEqual([]);
    expect(await t.db.selectFrom('cashDay').selectAll().where('closedAt', 'is not', null).execute()).toEqual([]);
  });
});

describe('at the desk, the day after', () => {
  test('the reader has the book in the account, brings it back, and it is lent again', async () => {
    const { loans } = await viewAccount(desk(), 'A-0007');
    expect(loans.map(({ itemBarcode }) => itemBarcode).toSorted()).toEqual(['X-0038', 'X-0039']);
    await expect(checkOut(desk(), { memberNumber: 'M-14', itemBarcode: 'X-0039' })).rejects.toMatchObject({
      code: 'circulation.on_loan_to_other',
    });
    const { loan } = await checkIn(desk(), { itemBarcode: 'X-0039' });
    expect(loan).toMatchObject({ memberNumber: 'A-0007', status: 'returned' });
    await checkOut(desk(), { memberNumber: 'M-14', itemBarcode: 'X-0039' });
  });

  test('it is renewed by the rules of today, which count what was renewed before', async () => {
    const { data } = await listLoans(t.ctx(), { itemBarcode: 'X-0030', limit: 10 });
    const fresh = (await listLoans(t.ctx(), { itemBarcode: 'X-0040', limit: 10 })).data[0];
    const renewed = await renewLoan(desk(), { loanId: fresh?.id ?? 0 });
    expect(renewed.renewalCount).toBe(1);
    await expect(renewLoan(desk(), { loanId: data[0]?.id ?? 0 })).rejects.toMatchObject({
      code: 'circulation.renewals_exhausted',
    });
  });

  test('what is overdue is on the list of the overdue', async () => {
    const { data } = await listOverdue(t.ctx(), { libraryId, limit: 50 });
    expect(data.map(({ itemBarcode }) => itemBarcode)).toEqual(
      expect.arrayContaining(['X-0042', 'X-0032', 'X-0037', 'X-0043']),
    );
  });
});
