import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { getLibrary } from '#modules/ground/libraries';
import { writeAgreement } from './create-bulk-loan.ts';
import { findOpenItem, lockBulkLoan, selectBoxes, type NewBulkLoan } from './data/bulk-loans.queries.ts';
import { bulkLoanErrors } from './errors.ts';
import { letGo } from './hand-over.ts';
import { lockBoxed, refreshStatus, takeOneBack } from './loan-support.ts';
import { pack } from './pack-box.ts';

export interface PastBulkLoan extends Omit<NewBulkLoan, 'number' | 'createdAt' | 'createdBy'> {
  handedOverAt: Date;
  itemBarcodes: readonly string[];
  /** Those that are back, at the library that lent them. */
  returned: { itemBarcodes: readonly string[]; at: Date };
}

/**
 * A bulk loan that began elsewhere or earlier, in one box, in a transaction that is already open; no permission is checked.
 * @returns its id
 */
export async function saveBulkLoan(trx: Tx, ctx: Ctx, past: PastBulkLoan): Promise<number> {
  const { handedOverAt, itemBarcodes, returned, ...agreed } = past;
  const at = (instant: Date): Ctx => ({ ...ctx, clock: { now: () => instant } });
  const library = await getLibrary({ db: trx }, agreed.libraryId);
  const { id, box } = await writeAgreement(trx, at(handedOverAt), library, agreed);
  const locked = async () => {
    const loan = await lockBulkLoan(trx, id);
    if (!loan) throw bulkLoanErrors.notFound();
    return loan;
  };
  const loan = await locked();
  for (const barcode of itemBarcodes) await pack(trx, at(handedOverAt), { loan, box, barcode });
  await letGo(trx, at(handedOverAt), loan, await selectBoxes(trx, id));
  await refreshStatus(trx, at(handedOverAt), loan);
  for (const barcode of returned.itemBarcodes) {
    const item = await lockBoxed(trx, { barcode });
    const open = await findOpenItem(trx, item.id);
    if (!open) throw bulkLoanErrors.notAway({ barcode, title: item.title });
    await takeOneBack(trx, at(returned.at), { open, locked: item, libraryId: library.id });
  }
  await refreshStatus(trx, at(returned.at), await locked());
  return id;
}
