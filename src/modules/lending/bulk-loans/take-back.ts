import { authorize } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import type { Tx } from '#platform/database/db';
import { findItemByBarcode, setAside, setItemStatus, takeHome, type ItemForLoan } from '#modules/collection/catalog';
import type { Placement } from '#modules/lending/circulation';
import { parseInput } from '#platform/requests/parse-input';
import {
  changeBulkLoan,
  deleteBoxItem,
  endBoxItem,
  findOpenItem,
  lockBulkLoan,
  selectOpenItems,
} from './data/bulk-loans.queries.ts';
import type { BulkLoanRow, OpenBoxItem } from './data/bulk-loans.queries.ts';
import { chargeLost, lockReceiver } from './charge-lost.ts';
import { bulkLoanErrors } from './errors.ts';
import { isWithReader, lockBoxed, lockRunning, refreshStatus, takeOneBack, trace } from './loan-support.ts';
import { missingInput, type MissingInput } from './schema.ts';

export interface TakenBack {
  item: Pick<ItemForLoan, 'barcode' | 'title' | 'callNumber' | 'libraryId'>;
  /** Of which bulk loan it was, and how many of that are still away. */
  number: string;
  bulkLoanId: number;
  stillAway: number;
  placement: Placement;
}

/**
 * Takes back one copy of a bulk loan, wherever in the network it comes in. Needs `loans.check_in` there. Refuses
 * `bulk_loans.unknown_barcode`, `not_away`, `still_packing`, `item_lent`.
 * @param input.libraryId where it is; else the desk's library
 */
export async function takeBackCopy(
  ctx: Ctx,
  input: { itemBarcode: string; libraryId?: number | null },
): Promise<TakenBack> {
  const libraryId = input.libraryId ?? ctx.libraryId;
  if (libraryId === null) throw platformErrors.invalidInput({}, { library: 'required' });
  authorize(ctx, 'loans.check_in', libraryId);
  const barcode = input.itemBarcode.trim();
  const seen = await findItemByBarcode(ctx.db, barcode);
  if (!seen) throw bulkLoanErrors.unknownBarcode({ barcode });
  return ctx.db.transaction().execute(async (trx) => {
    const { loan, open } = await lockOpen(trx, seen);
    const locked = await lockBoxed(trx, open);
    if (isWithReader(locked)) throw bulkLoanErrors.itemLent({ barcode, title: locked.title });
    const { item, placement } = await takeOneBack(trx, ctx, { open, locked, libraryId });
    await trace(trx, ctx, loan, 'bulk_loan.returned', { box: open.boxNth, itemBarcode: item.barcode });
    await refreshStatus(trx, ctx, loan);
    const stillAway = (await selectOpenItems(trx, { bulkLoanId: loan.id, boxId: null })).length;
    return { item, placement, number: loan.number, bulkLoanId: loan.id, stillAway };
  });
}

/** The bulk loan first, then what it says about the copy: the order of locks. */
async function lockOpen(
  trx: Tx,
  { id, barcode, title }: { id: number; barcode: string; title: string },
): Promise<{ loan: BulkLoanRow; open: OpenBoxItem }> {
  const before = await findOpenItem(trx, id);
  const loan = before && (await lockBulkLoan(trx, before.bulkLoanId));
  const open = loan && (await findOpenItem(trx, id));
  if (!loan || open?.bulkLoanId !== loan.id) throw bulkLoanErrors.notAway({ barcode, title });
  if (open.handedOverAt === null) {
    throw bulkLoanErrors.stillPacking({ barcode, title, number: loan.number, box: open.boxNth });
  }
  return { loan, open };
}

/**
 * What does not come back: lost, or (the borrower says that it was brought) claimed. The copy is booked as lost or missing in its own
 * library; an institution is charged for what it has lost, by the rules for lost copies. Needs `bulk_loans.manage`. Refuses `bulk_loans.not_away` and `item_lent`; then nothing is changed.
 * @returns how many, and what was charged for them in whole rupiah
 */
export async function reportMissing(
  ctx: Ctx,
  bulkLoanId: number,
  input: MissingInput,
): Promise<{ count: number; charged: number }> {
  const { itemBarcodes, fate, note } = parseInput(missingInput, input);
  return ctx.db.transaction().execute(async (trx) => {
    const loan = await lockRunning(trx, ctx, bulkLoanId);
    const open = await selectOpenItems(trx, { bulkLoanId, boxId: null });
    const wanted = new Set(itemBarcodes);
    // the institution before the copies, as lending does
    const member = fate === 'lost' ? await lockReceiver(trx, loan) : null;
    const missing = open.filter((one) => one.handedOverAt !== null && wanted.delete(one.barcode));
    for (const barcode of wanted) throw bulkLoanErrors.notAway({ barcode, title: barcode });
    let charged = 0;
    for (const one of missing) {
      const item = await lockBoxed(trx, one);
      if (item.onLoan) throw bulkLoanErrors.itemLent({ barcode: item.barcode, title: item.title });
      await takeHome(trx, ctx, item.id, one.homeSpaceId);
      await setAside(trx, item.id, null);
      await setItemStatus(trx, ctx, item.id, fate === 'lost' ? 'lost' : 'missing');
      const { amount = 0, ...money } = member ? await chargeLost(trx, ctx, { loan, member, item }) : {};
      charged += amount;
      const end = { fate, endedAt: ctx.clock.now(), endedBy: actorName(ctx.actor), returnLibraryId: null };
      await endBoxItem(trx, one.id, { ...end, ...money });
    }
    await trace(trx, ctx, loan, 'bulk_loan.missing', {
      itemBarcodes,
      fate,
      ...(note && { note }),
      ...(charged > 0 && { charged }),
    });
    await refreshStatus(trx, ctx, loan);
    return { count: missing.length, charged };
  });
}

/** Calls off what has not left: the copies go back to their shelves. Refuses `bulk_loans.handed_over`. */
export async function cancelBulkLoan(ctx: Ctx, bulkLoanId: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const loan = await lockRunning(trx, ctx, bulkLoanId);
    if (loan.status !== 'packing') throw bulkLoanErrors.handedOver({ number: loan.number });
    for (const open of await selectOpenItems(trx, { bulkLoanId, boxId: null })) {
      const item = await lockBoxed(trx, open);
      await deleteBoxItem(trx, open.id);
      await setAside(trx, item.id, null);
    }
    await changeBulkLoan(trx, loan.id, { status: 'cancelled', endedAt: ctx.clock.now() });
    await trace(trx, ctx, loan, 'bulk_loan.cancelled', {});
  });
}
