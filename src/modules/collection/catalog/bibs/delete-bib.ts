import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { recordAudit } from '#modules/ground/audit';
import { moveAttachmentsBack } from '../data/attachments.queries.ts';
import { countStakes } from '../data/bib-stakes.queries.ts';
import {
  changeBibState,
  countLiveItems,
  findMerging,
  lockBibs,
  lockCopies,
  type BibRow,
  type BibState,
} from '../data/bibs.queries.ts';
import { moveItemsBack } from '../data/items.queries.ts';
import { catalogErrors } from '../errors.ts';
import { authorizeBib } from './may-write-bib.ts';
import { carried } from '../rules/carried.ts';
import { lockBibVersion } from './update-bib.ts';

/**
 * Deletes a record: it is kept for the history and can be restored. Needs `catalog.delete`. Refuses
 * `catalog.reason_missing`, `catalog.bib_has_items` (params `count`) while it has copies, `catalog.bib_expected`, `catalog.bib_waited_for` while
 * readers wait for it or have one of its files, `catalog.shared_record`, `platform.version_conflict`.
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
    if ((await countStakes(trx, bib.id, 'expected', ctx.clock.now())) > 0) throw catalogErrors.bibExpected();
    const readers = await countStakes(trx, bib.id, 'readers', ctx.clock.now());
    if (readers > 0) throw catalogErrors.bibWaitedFor({ count: readers });
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

/**
 * Takes a deletion back; of a record that was merged away, with its copies, files, loans and cover, as far as they are where they went. Needs
 * `catalog.delete`. Refuses `catalog.bib_not_deleted`, `catalog.bib_merged_further` (what it was merged into was merged itself, and has them no
 * more), `catalog.shared_record` (also for the record into which it was merged).
 * @returns the new version
 */
export async function restoreBib(ctx: Ctx, input: { id: number; version: number }): Promise<number> {
  authorizeAnywhere(ctx, 'catalog.delete');
  return ctx.db.transaction().execute(async (trx) => {
    const merging = await findMerging(trx, input.id);
    // copies and both records in the order in which merging locks them
    await lockCopies(trx, { ids: carried.safeParse(merging?.carried).data?.itemIds ?? [] });
    const locked = await lockBibs(trx, [input.id, ...(merging?.mergedIntoId ? [merging.mergedIntoId] : [])]);
    const bib = await lockBibVersion(trx, input);
    await authorizeBib(trx, ctx, bib, 'catalog.delete');
    if (!bib.deletedAt) throw catalogErrors.bibNotDeleted();
    const into = locked.find(({ id }) => id === bib.mergedIntoId);
    if (into?.mergedIntoId) throw catalogErrors.bibMergedFurther({ title: into.title });
    const back = into ? await takeBack(trx, ctx, bib, into) : {};
    await recordAudit(trx, ctx, {
      action: 'bib.restored',
      entity: 'bib',
      entityId: bib.id,
      before: { reason: bib.deletedReason },
      after: { title: bib.title },
    });
    const whole = { deletedAt: null, deletedReason: null, mergedIntoId: null, carried: null, ...back };
    return changeBibState(trx, bib.id, whole, ctx.clock.now());
  });
}

/** @returns what of the state of the restored record comes back with it */
async function takeBack(trx: Tx, ctx: Ctx, bib: BibRow, into: BibRow): Promise<BibState> {
  const parts = carried.safeParse(bib.carried).data;
  if (!parts) return {};
  await authorizeBib(trx, ctx, into, 'catalog.delete');
  const now = ctx.clock.now();
  const road = { from: into.id, to: bib.id };
  await moveItemsBack(trx, { ids: parts.itemIds, ...road }, now);
  await moveAttachmentsBack(trx, { ids: parts.attachmentIds, ...road });
  // a picture that was set since is the other record's own
  const brought = parts.cover === true || (parts.cover !== false && parts.cover === into.coverKey);
  const cover = brought ? { coverKey: into.coverKey, coverLargeKey: into.coverLargeKey } : {};
  await changeBibState(
    trx,
    into.id,
    {
      loanCount: Math.max(0, into.loanCount - parts.loanCount),
      ...(brought && { coverKey: null, coverLargeKey: null }),
    },
    now,
  );
  return { loanCount: parts.loanCount, ...cover };
}
