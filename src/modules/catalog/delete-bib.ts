import { authorizeAnywhere } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import { recordAudit } from '#modules/audit';
import { changeBibState, countLiveItems } from './data/bibs.queries.ts';
import { catalogErrors } from './errors.ts';
import { authorizeBib } from './may-write-bib.ts';
import { lockBibVersion } from './update-bib.ts';

/**
 * Deletes a record: it is kept for the history and can be restored. Needs `catalog.delete`. Refuses
 * `catalog.reason_missing`, `catalog.bib_has_items` (params `count`) while it has copies, `catalog.shared_record`,
 * `platform.version_conflict`.
 * @returns the new version
 */
export async function deleteBib(ctx: Ctx, input: { id: number; version: number; reason: string }): Promise<number> {
  authorizeAnywhere(ctx, 'catalog.delete');
  const reason = input.reason.trim().slice(0, 500);
  if (reason === '') throw catalogErrors.reasonMissing({}, { reason: 'required' });
  return ctx.db.transaction().execute(async (trx) => {
    const bib = await lockBibVersion(trx, input);
    await authorizeBib(trx, ctx, bib, 'catalog.delete');
    if (bib.deletedAt) throw catalogErrors.bibDeleted();
    const count = await countLiveItems(trx, bib.id);
    if (count > 0) throw catalogErrors.bibHasItems({ count });
    await recordAudit(trx, ctx, {
      action: 'bib.deleted',
      entity: 'bib',
      entityId: bib.id,
      before: { title: bib.title },
      after: { reason },
    });
    return changeBibState(trx, bib.id, { deletedAt: ctx.clock.now(), deletedReason: reason }, ctx.clock.now());
  });
}

/** Takes a deletion back. Needs `catalog.delete`. Refuses `catalog.bib_not_deleted`. @returns the new version */
export async function restoreBib(ctx: Ctx, input: { id: number; version: number }): Promise<number> {
  authorizeAnywhere(ctx, 'catalog.delete');
  return ctx.db.transaction().execute(async (trx) => {
    const bib = await lockBibVersion(trx, input);
    await authorizeBib(trx, ctx, bib, 'catalog.delete');
    if (!bib.deletedAt) throw catalogErrors.bibNotDeleted();
    await recordAudit(trx, ctx, {
      action: 'bib.restored',
      entity: 'bib',
      entityId: bib.id,
      before: { reason: bib.deletedReason },
      after: { title: bib.title },
    });
    return changeBibState(trx, bib.id, { deletedAt: null, deletedReason: null, mergedIntoId: null }, ctx.clock.now());
  });
}
