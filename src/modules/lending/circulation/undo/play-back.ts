import { columnsOf } from '#platform/database/change-log';
import type { Ctx } from '#platform/context';
import { violatedExclusion, violatedUnique, type Tx } from '#platform/database/db';
import { AppError } from '#platform/errors';
import { recordAudit } from '#modules/ground/audit';
import { itemState, putItemBack, type ItemForLoan } from '#modules/collection/catalog';
import { movedSince, takeBackLines } from '#modules/lending/charges';
import { withdrawBlock } from '#modules/people/members';
import { takeBackNotices, withdrawNotices } from '#modules/people/notifications';
import { changeHold, checkCopyOnce, findHold, lockQueue, type HoldChanges } from '../data/holds.queries.ts';
import type { ActChange, LoanActKind } from '../data/loan-acts.queries.ts';
import { changeLoan, type LoanRow } from '../data/loans.queries.ts';
import { changeTransit, deleteTransit, findTransit, type TransitChanges } from '../data/transits.queries.ts';
import { circulationErrors } from '../errors.ts';

/** An act about a loan with what it changed. Loan and copy, with the member, are locked. */
interface ActDone {
  kind: LoanActKind;
  loan: LoanRow;
  item: ItemForLoan;
  changes: readonly ActChange[];
}

/**
 * Takes back what an act changed, row by row, each to exactly what it was; what else the act made goes by `end`. Refuses, and
 * changes nothing, when any of it has gone on since: `circulation.undo_overtaken` (the loan or the copy), `undo_hold_moved`,
 * `undo_sent` (the box has left), `undo_money_moved`, `undo_block_lifted`, `undo_booked`, `undo_place_taken`.
 */
export async function playBack(trx: Tx, ctx: Ctx, act: ActDone, end?: () => Promise<void>): Promise<void> {
  const { changes, item } = act;
  if (changes.some(({ of }) => of === 'hold' || of === 'transit')) await lockQueue(trx, item.bibId);
  await seeUntouched(trx, act);
  try {
    await putBack(trx, ctx, act);
    await end?.();
    // last: ending the loan may itself say something about the copy
    for (const { of, id, before } of changes) if (of === 'item') await putItemBack(trx, ctx, id, before);
    await checkCopyOnce(trx);
  } catch (error) {
    throw reasonOf(error);
  }
}

/** What the database refuses was taken by somebody else meanwhile. */
function reasonOf(error: unknown): unknown {
  if (error instanceof AppError && error.code === 'catalog.accession_taken') return circulationErrors.undoPlaceTaken();
  if (violatedExclusion(error) === 'booking_no_overlap') return circulationErrors.undoBooked();
  const taken = violatedExclusion(error) ?? violatedUnique(error);
  return taken !== null && OURS.includes(taken) ? circulationErrors.undoOvertaken() : error;
}
const OURS = [
  'hold_one_per_place',
  'hold_one_per_copy',
  'hold_once_per_copy',
  'copy_once_per_member',
  'transit_one_per_copy',
  'loan_one_open_per_item',
  'program_copy_one',
];

const same = (row: object, after: object): boolean => {
  const now = columnsOf(row);
  return Object.entries(columnsOf(after)).every(([name, value]) => now[name] === value);
};
const idsOf = (changes: readonly ActChange[], of: ActChange['of']): number[] =>
  changes.filter((change) => change.of === of).map(({ id }) => id);

async function seeUntouched(trx: Tx, { kind, loan, item, changes }: ActDone): Promise<void> {
  // what says most about the reason comes first
  for (const { of, id, after } of changes) {
    if (of === 'hold' && !same((await findHold(trx, id)) ?? {}, after)) throw circulationErrors.undoHoldMoved();
    if (of === 'transit' && !same((await findTransit(trx, id)) ?? {}, after)) throw circulationErrors.undoSent();
  }
  for (const { of, id, after } of changes) {
    if (of === 'loan' && !same(loan, after)) throw circulationErrors.undoOvertaken();
    if (of === 'item' && !same(await itemState(trx, id), after)) throw circulationErrors.undoOvertaken();
  }
  const lineIds = [...idsOf(changes, 'charge'), ...idsOf(changes, 'correction')];
  if (lineIds.length === 0 && kind !== 'loan') return;
  if (await movedSince(trx, { memberId: loan.memberId, loanId: loan.id, lineIds })) {
    throw circulationErrors.undoMoneyMoved({ title: item.title });
  }
}

async function putBack(trx: Tx, ctx: Ctx, { item, changes }: ActDone): Promise<void> {
  const charges = idsOf(changes, 'charge');
  const corrections = idsOf(changes, 'correction');
  if (charges.length + corrections.length > 0) {
    await takeBackLines(trx, ctx, { charges, corrections, note: item.title });
  }
  for (const id of idsOf(changes, 'block')) {
    if (!(await withdrawBlock(trx, ctx, id))) throw circulationErrors.undoBlockLifted();
    await withdrawNotices(trx, ctx, `block:${id}`);
  }
  for (const change of changes.toReversed()) {
    if (change.of === 'transit') await putTransitBack(trx, ctx, change.id, change.before);
    else if (change.of === 'hold') await putHoldBack(trx, ctx, change.id, change.before);
    else if (change.of === 'loan') await changeLoan(trx, change.id, change.before);
  }
  const told = idsOf(changes, 'notice');
  await takeBackNotices(trx, ctx, { told, withdrawn: idsOf(changes, 'notice_withdrawn') });
}

async function putHoldBack(trx: Tx, ctx: Ctx, id: number, before: HoldChanges): Promise<void> {
  await changeHold(trx, id, before);
  await recordAudit(trx, ctx, { action: 'hold.put_back', entity: 'hold', entityId: id, after: before });
}

async function putTransitBack(trx: Tx, ctx: Ctx, id: number, before: TransitChanges | null): Promise<void> {
  if (before) await changeTransit(trx, id, before);
  else await deleteTransit(trx, id);
  const how = before ? 'transit.put_back' : 'transit.withdrawn';
  await recordAudit(trx, ctx, { action: how, entity: 'transit', entityId: id, ...(before && { after: before }) });
}
