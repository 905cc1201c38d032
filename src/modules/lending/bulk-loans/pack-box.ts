import { actorName, type Ctx } from '#platform/context';
import { violatedUnique, type Tx } from '#platform/database/db';
import { lockItemByBarcode, setAside, type ItemForLoan } from '#modules/collection/catalog';
import { queueLength } from '#modules/lending/circulation';
import {
  deleteBoxItem,
  findBoxByCode,
  findOpenItem,
  insertBox,
  insertBoxItem,
  type BoxRow,
  type BulkLoanRow,
} from './data/bulk-loans.queries.ts';
import { bulkLoanErrors } from './errors.ts';
import { lockRunning, refreshStatus, trace } from './loan-support.ts';
import { newBoxCode, readBoxCode } from './box-code.ts';

/** One more box to pack. Needs `bulk_loans.manage`. Refuses `bulk_loans.not_found`, `bulk_loans.ended`. @returns its code */
export async function addBox(ctx: Ctx, bulkLoanId: number, note = ''): Promise<string> {
  return ctx.db.transaction().execute(async (trx) => {
    const loan = await lockRunning(trx, ctx, bulkLoanId);
    const box = await insertBox(trx, { bulkLoanId, code: newBoxCode(), note: note.trim().slice(0, 100) });
    await trace(trx, ctx, loan, 'bulk_loan.box_added', { box: box.nth });
    return box.code;
  });
}

export interface Packed {
  item: Pick<ItemForLoan, 'barcode' | 'title' | 'callNumber'>;
  /** So many people wait for the title; it may be kinder to leave it here. */
  waiting: number;
}

/**
 * Puts a copy into a box: from now on it is on no shelf and cannot be lent. Of two desks that scan one copy at once, one has it.
 * Needs `bulk_loans.manage`. Refuses `bulk_loans.box_not_found`, `box_gone`, `unknown_barcode`, `item_boxed`, `item_away`,
 * `item_elsewhere`.
 */
export async function packCopy(ctx: Ctx, input: { box: string; itemBarcode: string }): Promise<Packed> {
  const barcode = input.itemBarcode.trim();
  try {
    const item = await inBox(ctx, input.box, async (trx, loan, box) => pack(trx, ctx, { loan, box, barcode }));
    return { item, waiting: await queueLength(ctx, item.bibId) };
  } catch (error) {
    if (violatedUnique(error) === 'bulk_loan_one_box_per_copy') {
      throw bulkLoanErrors.itemBoxed({ barcode, title: barcode, number: '', box: '' });
    }
    throw error;
  }
}

/** The same inside a transaction that is already open and holds the lock of the bulk loan. */
export async function pack(
  trx: Tx,
  ctx: Ctx,
  { loan, box, barcode }: { loan: BulkLoanRow; box: BoxRow; barcode: string },
): Promise<ItemForLoan> {
  const found = await lockItemByBarcode(trx, barcode);
  if (!found) throw bulkLoanErrors.unknownBarcode({ barcode });
  await refuseUnfit(trx, found, loan);
  const scanned = { scannedAt: ctx.clock.now(), scannedBy: actorName(ctx.actor) };
  await insertBoxItem(trx, { boxId: box.id, itemId: found.id, ...scanned });
  await setAside(trx, found.id, 'bulk_loan');
  await trace(trx, ctx, loan, 'bulk_loan.packed', { box: box.nth, itemBarcode: found.barcode });
  return found;
}

/** Takes a copy out of a box that is still here, as if it had not been scanned. Refuses `bulk_loans.not_in_box`, `box_gone`. */
export async function unpackCopy(ctx: Ctx, input: { box: string; itemBarcode: string }): Promise<string> {
  const barcode = input.itemBarcode.trim();
  return inBox(ctx, input.box, async (trx, loan, box) => {
    const item = await lockItemByBarcode(trx, barcode);
    const open = item && (await findOpenItem(trx, item.id));
    if (!item || open?.boxId !== box.id) throw bulkLoanErrors.notInBox({ barcode });
    await deleteBoxItem(trx, open.id);
    await setAside(trx, item.id, null);
    await refreshStatus(trx, ctx, loan);
    await trace(trx, ctx, loan, 'bulk_loan.unpacked', { box: box.nth, itemBarcode: barcode });
    return item.title;
  });
}

/** Does something to a box that is still here. */
async function inBox<T>(
  ctx: Ctx,
  scanned: string,
  work: (trx: Tx, loan: BulkLoanRow, box: BoxRow) => Promise<T>,
): Promise<T> {
  const code = readBoxCode(scanned);
  return ctx.db.transaction().execute(async (trx) => {
    const seen = await findBoxByCode(trx, code);
    if (!seen) throw bulkLoanErrors.boxNotFound({ box: code });
    const loan = await lockRunning(trx, ctx, seen.bulkLoanId);
    // looked at again under the lock: it may have been handed over just now
    const box = await findBoxByCode(trx, code);
    if (box?.handedOverAt !== null) throw bulkLoanErrors.boxGone({ box: seen.nth });
    return work(trx, loan, box);
  });
}

async function refuseUnfit(trx: Tx, item: ItemForLoan, loan: BulkLoanRow): Promise<void> {
  const { barcode, title } = item;
  const boxed = await findOpenItem(trx, item.id);
  if (boxed) throw bulkLoanErrors.itemBoxed({ barcode, title, number: boxed.number, box: boxed.boxNth });
  if (item.onLoan || item.setAside !== null || item.status !== 'available') {
    throw bulkLoanErrors.itemAway({ barcode, title });
  }
  if (item.libraryId !== loan.libraryId || item.ownerLibraryId !== null) {
    throw bulkLoanErrors.itemElsewhere({ barcode, title });
  }
}
