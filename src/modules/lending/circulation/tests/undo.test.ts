import { beforeAll, describe, expect, test } from 'vitest';
import { payCharges, voidPayment } from '#modules/lending/charges';
import type { Library } from '#modules/ground/libraries';
import { liftBlock } from '#modules/people/members';
import { systemCtx } from '#platform/context';
import { toTheSecond } from '../../../../../tests/support/to-the-second.ts';
import { useHoldStage } from '../../../../../tests/support/hold-stage.ts';
import { wholeDatabase } from '../../../../../tests/support/whole-database.ts';
import {
  cancelHold,
  checkIn,
  checkOut,
  createPolicy,
  getHold,
  markLost,
  renewLoan,
  reportDamage,
  sendBox,
  suspendHold,
  undoCheckIn,
  undoCheckOut,
  undoRenewal,
  viewAccount,
} from '../index.ts';
import { remindLoans } from '../loans/remind-loans.ts';
import { forgetLoanActs } from '../undo/undo-scan.ts';

/** What is undone is as it was before; what somebody has touched since is refused with the reason. The clock of these tests ticks. */
const stage = useHoldStage();
const { t, desk, member, code, title, wanted, stateOf, positions } = stage;
let kota: Library;
let gedog: Library;
let turi: Library;
beforeAll(async () => {
  ({ kota, gedog, turi } = stage.libraries());
  const costs = { finePerDay: 500, lostCharge: 50_000, processingCharge: 5000, rentalCharge: 1000 };
  await createPolicy(t.ctx(), { itemType: 'umum', ...costs, lostRefund: 'all' });
  await createPolicy(t.ctx(), { libraryId: turi.id, floating: true });
});

const lend = async (memberNumber: string, itemBarcode: string, library = kota) =>
  checkOut(desk(library), { memberNumber, itemBarcode });
const override = { reason: 'Sudah di depan meja' };
const oneCopy = async (library = kota): Promise<string> => (await title(library)).barcodes[0] ?? '';
const owes = async (number: string) => (await viewAccount(desk(), number)).balance;
const kinds = async (number: string) =>
  (
    await t.db
      .selectFrom('chargeLine')
      .innerJoin('member', 'member.id', 'chargeLine.memberId')
      .select(['chargeLine.kind', 'chargeLine.amount'])
      .where('number', '=', number)
      .orderBy('chargeLine.id')
      .execute()
  ).map(({ kind, amount }) => `${kind} ${amount}`);
const standing = async (about: string) =>
  (
    await t.db
      .selectFrom('notification')
      .select('topic')
      .where('about', '=', about)
      .where('withdrawnAt', 'is', null)
      .execute()
  ).map(({ topic }) => topic);

/** Does it, undoes it, and holds what the whole database says against what it said before. */
async function leavesNothing(act: () => Promise<{ loan: { id: number } }>, undo: (id: number) => Promise<void>) {
  const before = await wholeDatabase(t.db);
  const { loan } = await act();
  expect(await wholeDatabase(t.db)).not.toEqual(before);
  await undo(loan.id);
  expect(await wholeDatabase(t.db)).toEqual(before);
  return loan;
}
const undoLoan = async (id: number) => undoCheckOut(desk(), id);
const undoReturn = async (id: number) => undoCheckIn(desk(), id);

describe('undone, everything is as it was before', () => {
  test('the return of a lost book: its bill stands again, whatever of it was paid', async () => {
    const [number, barcode] = [await member(), await oneCopy()];
    const { loan } = await lend(number, barcode);
    await markLost(desk(), { loanId: loan.id });
    await payCharges(desk(), number, { amount: 21_000, method: 'cash' });
    expect(await owes(number)).toBe(35_000);
    await leavesNothing(async () => checkIn(desk(), { itemBarcode: barcode }), undoReturn);
    expect(await owes(number)).toBe(35_000);
    expect(await stateOf(barcode)).toMatchObject({ status: 'lost', onLoan: false });
    expect((await kinds(number)).slice(-2)).toEqual(['lost_item 50000', 'processing 5000']);
  });

  test('all that one act takes off is written down at one instant, and the next act at a later one', async () => {
    const [number, barcode] = [await member(), await oneCopy()];
    const { loan } = await lend(number, barcode);
    await markLost(desk(), { loanId: loan.id });
    await checkIn(desk(), { itemBarcode: barcode });
    const lines = await t.db
      .selectFrom('chargeLine')
      .select(['kind', 'at'])
      .where('loanId', '=', loan.id)
      .orderBy('id')
      .execute();
    const corrected = lines.filter(({ kind }) => kind === 'correction').map(({ at }) => at.getTime());
    const billed = lines
      .filter(({ kind }) => kind === 'lost_item' || kind === 'processing')
      .map(({ at }) => at.getTime());
    expect([new Set(corrected).size, new Set(billed).size, new Set([...corrected, ...billed]).size]).toEqual([1, 1, 2]);
  });

  test('the loan of a copy that lay ready to go home: it lies ready again', async () => {
    const barcode = await oneCopy(gedog);
    await lend(await member(), barcode);
    await checkIn(desk(), { itemBarcode: barcode });
    expect(await stateOf(barcode)).toMatchObject({ setAside: 'in_transit' });
    const number = await member();
    await leavesNothing(async () => lend(number, barcode), undoLoan);
    const box = { fromLibraryId: kota.id, toLibraryId: gedog.id, ids: null, box: null };
    expect(await sendBox(desk(), box)).toContainEqual(expect.objectContaining({ itemBarcode: barcode }));
  });

  test('a loan by override past a reader whose copy lies ready: it lies ready for them again, and they are told', async () => {
    const { barcode, holds } = await wanted(2);
    await checkIn(desk(), { itemBarcode: barcode });
    const [first] = holds;
    const number = await member();
    expect(await standing(`hold:${first?.id}`)).toEqual(['hold_waiting']);
    await leavesNothing(
      async () => checkOut(desk(), { memberNumber: number, itemBarcode: barcode, override }),
      undoLoan,
    );
    expect(await getHold(desk(), first?.id ?? 0)).toMatchObject({ status: 'waiting', keepUntil: '2026-11-27' });
    expect(await stateOf(barcode)).toMatchObject({ setAside: 'waiting', onLoan: false });
    expect(await standing(`hold:${first?.id}`)).toEqual(['hold_waiting']);
  });

  test('a loan by override of a copy that travels to a reader', async () => {
    const { barcode, bibId } = await wanted(1, gedog);
    await checkIn(desk(), { itemBarcode: barcode });
    const number = await member();
    await leavesNothing(
      async () => checkOut(desk(), { memberNumber: number, itemBarcode: barcode, override }),
      undoLoan,
    );
    expect(await positions(bibId)).toEqual([]);
    expect(await stateOf(barcode)).toMatchObject({ setAside: 'in_transit' });
  });

  test('the return of a copy that floats: it belongs where it belonged, on its shelf', async () => {
    const barcode = await oneCopy(kota);
    await lend(await member(), barcode);
    await leavesNothing(async () => checkIn(desk(turi), { itemBarcode: barcode }), undoReturn);
    expect(await stateOf(barcode)).toMatchObject({ libraryId: kota.id, onLoan: true });
  });

  test('a return that served somebody who had paused: the pause holds, and what was to be told is not', async () => {
    const { barcode, holds } = await wanted(1);
    const holdId = holds[0]?.id ?? 0;
    await suspendHold(desk(), { holdId, until: '2026-11-25' });
    await leavesNothing(async () => checkIn(desk(), { itemBarcode: barcode }), undoReturn);
    expect(await getHold(desk(), holdId)).toMatchObject({ status: 'queued' });
    expect(await standing(`hold:${holdId}`)).toEqual([]);
  });

  test('a late return: fine, suspension and the reminder that it took back', async () => {
    const [number, barcode] = [await member(), await oneCopy()];
    const { loan } = await lend(number, barcode);
    t.clock.set('2026-12-07T09:00:00+07:00');
    await remindLoans(systemCtx(t.db, t.clock, 'uji'));
    const reminded = await standing(`loan:${loan.id}`);
    expect(reminded.length).toBeGreaterThan(0);
    await leavesNothing(async () => checkIn(desk(), { itemBarcode: barcode }), undoReturn);
    expect(await standing(`loan:${loan.id}`)).toEqual(reminded);
    expect((await viewAccount(desk(), number)).blocks).toEqual([]);
  });

  test('a loan with a rental charge that credit had paid for, and a renewal', async () => {
    const number = await member();
    const barcode = await oneCopy();
    const loan = await leavesNothing(async () => lend(number, barcode), undoLoan);
    expect(await kinds(number)).toEqual(['rental 1000', 'correction -1000']);
    await expect(undoCheckOut(desk(), loan.id)).rejects.toEqual(code('undo_overtaken'));
    const { loan: again } = await lend(number, barcode);
    const renewal = async () => ({ loan: await renewLoan(desk(), { loanId: again.id }) });
    await leavesNothing(renewal, async (id) => undoRenewal(desk(), id));
  });
});

describe('what has gone on since is refused with its reason, and nothing changes', () => {
  const refused = async (undo: (id: number) => Promise<void>, loanId: number, reason: string) => {
    const before = await wholeDatabase(t.db);
    await expect(undo(loanId)).rejects.toEqual(code(reason));
    expect(await wholeDatabase(t.db)).toEqual(before);
  };

  test('the hold that the return served was cancelled; the box has left; the copy is damaged', async () => {
    const one = await wanted(1);
    await checkIn(desk(), { itemBarcode: one.barcode });
    await cancelHold(desk(), one.holds[0]?.id ?? 0);
    await refused(undoReturn, one.loan.id, 'undo_hold_moved');
    const two = await wanted(2);
    await checkIn(desk(), { itemBarcode: two.barcode });
    await cancelHold(desk(), two.holds[0]?.id ?? 0);
    await refused(undoReturn, two.loan.id, 'undo_hold_moved');
    const away = await wanted(1, gedog);
    await checkIn(desk(), { itemBarcode: away.barcode });
    await sendBox(desk(), { fromLibraryId: kota.id, toLibraryId: gedog.id, ids: null, box: null });
    await refused(undoReturn, away.loan.id, 'undo_sent');
    const barcode = await oneCopy();
    const { loan } = await lend(await member(), barcode);
    await checkIn(desk(), { itemBarcode: barcode });
    await reportDamage(desk(), { loanId: loan.id, note: 'Basah' });
    await refused(undoReturn, loan.id, 'undo_overtaken');
  });

  test('the reader who was passed over got another copy meanwhile', async () => {
    const { barcode, bibId, holds } = await wanted(1);
    await checkIn(desk(), { itemBarcode: barcode });
    const { loan } = await checkOut(desk(), { memberNumber: await member(), itemBarcode: barcode, override });
    await cancelHold(desk(), holds[0]?.id ?? 0);
    await refused(undoLoan, loan.id, 'undo_hold_moved');
    expect(await positions(bibId)).toEqual([]);
  });

  test('money was paid; a suspension was lifted', async () => {
    const payer = await member();
    const rental = await lend(payer, await oneCopy());
    await payCharges(desk(), payer, { amount: 500, method: 'cash' });
    await refused(undoLoan, rental.loan.id, 'undo_money_moved');
    // taken back, the payment is no obstacle
    const paying = await lend(await member(), await oneCopy());
    const { id } = await payCharges(desk(), paying.loan.memberNumber ?? '', { amount: 500, method: 'cash' });
    await voidPayment(desk(), id, { reason: 'Salah anggota' });
    await undoLoan(paying.loan.id);
    const [number, barcode] = [await member(), await oneCopy()];
    const { loan } = await lend(number, barcode);
    t.clock.set('2026-12-07T09:00:00+07:00');
    await checkIn(desk(), { itemBarcode: barcode });
    const blocks = t.db.selectFrom('memberBlock').select('id').where('liftedAt', 'is', null);
    await liftBlock(desk(), (await blocks.orderBy('id', 'desc').executeTakeFirstOrThrow()).id);
    await refused(undoReturn, loan.id, 'undo_block_lifted');
  });

  test('its accession number was taken where it belonged', async () => {
    const barcode = await oneCopy(kota);
    const { loan } = await lend(await member(), barcode);
    await checkIn(desk(turi), { itemBarcode: barcode });
    const { accessionNumber } = await t.db
      .selectFrom('item')
      .select('accessionNumber')
      .where('barcode', '=', barcode)
      .executeTakeFirstOrThrow();
    const other = await oneCopy(kota);
    await t.db.updateTable('item').set({ accessionNumber }).where('barcode', '=', other).execute();
    await refused(undoReturn, loan.id, 'undo_place_taken');
  });

  test('an act from before acts were kept', async () => {
    const { loan } = await lend(await member(), await oneCopy());
    await t.db.deleteFrom('loanAct').where('loanId', '=', loan.id).execute();
    await refused(undoLoan, loan.id, 'undo_not_kept');
  });
});

test('what an act changed is kept for a day, and names nobody', async () => {
  const { barcode, loan } = await wanted(1);
  await checkIn(desk(), { itemBarcode: barcode });
  const kept = await t.db.selectFrom('loanAct').select(['changes', 'doneAt']).where('loanId', '=', loan.id).execute();
  expect(kept).toHaveLength(2);
  expect(JSON.stringify(kept)).not.toMatch(/Dimas|member/);
  expect(toTheSecond(kept[0]?.doneAt)).toEqual(new Date('2026-11-25T10:00:00+07:00'));
  t.clock.set('2026-11-26T09:59:00+07:00');
  await forgetLoanActs(systemCtx(t.db, t.clock, 'uji'));
  expect(await t.db.selectFrom('loanAct').select('id').execute()).not.toEqual([]);
  t.clock.set('2027-01-01T10:00:00+07:00');
  await forgetLoanActs(systemCtx(t.db, t.clock, 'uji'));
  expect(await t.db.selectFrom('loanAct').select('id').execute()).toEqual([]);
});
