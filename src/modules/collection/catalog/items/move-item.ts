import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { recordAudit } from '#modules/ground/audit';
import { selectBibForItems } from '../data/bibs.queries.ts';
import { changeItem, selectItemForUpdate, selectItemsWithNames, type ItemWithNames } from '../data/items.queries.ts';
import { catalogErrors } from '../errors.ts';

/**
 * Puts a copy under another record (it was entered under the wrong one). Its call number stays: that is what its label says.
 * Loans stay with the copy. Needs `items.edit` for its library.
 */
export async function moveItem(
  ctx: Ctx,
  input: { id: number; version: number; bibId: number },
): Promise<ItemWithNames> {
  return ctx.db.transaction().execute(async (trx) => {
    const item = await selectItemForUpdate(trx, input.id);
    if (!item) throw catalogErrors.itemNotFound();
    authorize(ctx, 'items.edit', item.libraryId);
    if (item.version !== input.version) throw platformErrors.versionConflict();
    const bib = await selectBibForItems(trx, input.bibId);
    if (!bib) throw catalogErrors.bibNotFound();
    if (bib.deletedAt) throw catalogErrors.bibDeleted();
    await changeItem(trx, item.id, { bibId: bib.id }, ctx.clock.now());
    await recordAudit(trx, ctx, {
      action: 'item.moved',
      entity: 'item',
      entityId: item.id,
      libraryId: item.libraryId,
      before: { bibId: item.bibId },
      after: { bibId: bib.id },
    });
    const [saved] = await selectItemsWithNames(trx, [item.id]);
    if (!saved) throw catalogErrors.itemNotFound();
    return saved;
  });
}
