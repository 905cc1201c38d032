import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { isStillPointedAt, type Tx } from '#platform/database/db';
import { recordAudit } from '#modules/ground/audit';
import { deleteItem, selectItemForUpdate } from '../data/items.queries.ts';
import { catalogErrors } from '../errors.ts';
import { isAsAdded, UNDO_ADDING_HOURS } from '../rules/is-as-added.ts';

/** A copy as it was before it was taken back. */
export interface TakenBack {
  id: number;
  bibId: number;
  barcode: string;
}

/**
 * Takes back a copy that was added by mistake, as if it had never been: its label may be given to another copy, its accession number is not
 * used again, its title stays. Needs `items.edit` for its library. Refuses `catalog.item_not_found`, `catalog.undo_adding_late` (params
 * `barcode`, `hours`), and `catalog.item_touched` (params `barcode`) once it was changed, lent, labelled, counted, or anything else points at it.
 */
export async function undoAdding(ctx: Ctx, id: number): Promise<TakenBack> {
  authorizeAnywhere(ctx, 'items.edit');
  return ctx.db.transaction().execute(async (trx) => {
    const item = await selectItemForUpdate(trx, id);
    if (!item) throw catalogErrors.itemNotFound();
    authorize(ctx, 'items.edit', item.libraryId);
    const { bibId, barcode, accessionNumber, libraryId } = item;
    if (ctx.clock.now().getTime() - item.createdAt.getTime() > UNDO_ADDING_HOURS * 3_600_000) {
      throw catalogErrors.undoAddingLate({ barcode, hours: UNDO_ADDING_HOURS });
    }
    if (!isAsAdded(item)) throw catalogErrors.itemTouched({ barcode });
    await deleteUntouched(trx, { id, barcode });
    await recordAudit(trx, ctx, {
      action: 'item.adding_undone',
      entity: 'item',
      entityId: id,
      libraryId,
      before: { bibId, barcode, accessionNumber },
      after: null,
    });
    return { id, bibId, barcode };
  });
}

async function deleteUntouched(trx: Tx, { id, barcode }: { id: number; barcode: string }): Promise<void> {
  try {
    await deleteItem(trx, id);
  } catch (error) {
    throw isStillPointedAt(error) ? catalogErrors.itemTouched({ barcode }) : error;
  }
}
