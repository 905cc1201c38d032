import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import type { MarcRecord } from '#shared/marc/record';
import { validateBib } from '#shared/marc/validate';
import { recordAudit } from '#modules/ground/audit';
import { checkedColumns, type SavedBib } from './create-bib.ts';
import { updateBibs } from '../data/bib-rows.queries.ts';
import { changeBibState, lockBib, type BibRow } from '../data/bibs.queries.ts';
import { catalogErrors } from '../errors.ts';
import { getBib } from './get-bib.ts';
import { linkHeadings } from '../authorities/link-headings.ts';
import { authorizeBib } from './may-write-bib.ts';
import { changedLines } from '../rules/changed-lines.ts';

/** Locks a record that is about to change. Refuses `catalog.bib_not_found`, `platform.version_conflict`. */
export async function lockBibVersion(trx: Tx, input: { id: number; version: number }): Promise<BibRow> {
  const bib = await lockBib(trx, input.id);
  if (!bib) throw catalogErrors.bibNotFound();
  if (bib.version !== input.version) throw platformErrors.versionConflict();
  return bib;
}

/**
 * Replaces the record as a whole. Needs `catalog.edit`, and where others have a part in it a grant for the network. The trace holds the MARC lines that went and came. Refuses
 * `catalog.shared_record`, `platform.version_conflict` (412) when someone else saved meanwhile, `catalog.bib_deleted`, `catalog.marc_invalid`.
 */
export async function updateBib(ctx: Ctx, input: { id: number; version: number; marc: MarcRecord }): Promise<SavedBib> {
  authorizeAnywhere(ctx, 'catalog.edit');
  const columns = checkedColumns(input.marc);
  await ctx.db.transaction().execute(async (trx) => {
    const before = await lockBibVersion(trx, input);
    await authorizeBib(trx, ctx, before, 'catalog.edit');
    if (before.deletedAt) throw catalogErrors.bibDeleted();
    await updateBibs(trx, [{ id: before.id, ...columns }], ctx.clock.now());
    await linkHeadings(trx, [{ id: before.id, marc: columns.marc }], false);
    const lines = changedLines(before.marc, columns.marc);
    await recordAudit(trx, ctx, {
      action: 'bib.updated',
      entity: 'bib',
      entityId: before.id,
      before: { marc: lines.removed },
      after: { marc: lines.added },
    });
  });
  return { bib: await getBib(ctx, input.id), warnings: validateBib(columns.marc) };
}

/** Hides a record from the public catalogue, or shows it again. Needs `catalog.edit`. Refuses `catalog.shared_record` as {@link updateBib}. @returns the new version */
export async function setBibHidden(ctx: Ctx, input: { id: number; version: number; hidden: boolean }): Promise<number> {
  authorizeAnywhere(ctx, 'catalog.edit');
  return ctx.db.transaction().execute(async (trx) => {
    const before = await lockBibVersion(trx, input);
    await authorizeBib(trx, ctx, before, 'catalog.edit');
    if (before.deletedAt) throw catalogErrors.bibDeleted();
    await recordAudit(trx, ctx, {
      action: input.hidden ? 'bib.hidden' : 'bib.shown',
      entity: 'bib',
      entityId: before.id,
      before: { hidden: before.hidden },
      after: { hidden: input.hidden },
    });
    return changeBibState(trx, before.id, { hidden: input.hidden }, ctx.clock.now());
  });
}
