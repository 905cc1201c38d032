import { authorizeAnywhere } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { recordAudit } from '#modules/audit';
import { moveAttachments } from './data/attachments.queries.ts';
import { changeBibState, lockBibs, lockCopies } from './data/bibs.queries.ts';
import { moveItemsOfBib } from './data/items.queries.ts';
import { catalogErrors } from './errors.ts';
import { authorizeBib } from './may-write-bib.ts';

export interface MergeBibsInput {
  keepId: number;
  keepVersion: number;
  dropId: number;
  dropVersion: number;
}

/**
 * Makes two records one: copies with their loans and attachments move to the kept record, its MARC stays as it is, and the
 * other one's address leads to it. What moved is kept with it, so that restoring takes it back. Needs `catalog.edit` and
 * `catalog.delete`. Refuses `catalog.shared_record` as updating does, `catalog.bib_same`, `catalog.bib_not_found`, `catalog.bib_deleted`, `platform.version_conflict`.
 * @returns how many copies moved
 */
export async function mergeBibs(ctx: Ctx, input: MergeBibsInput): Promise<{ movedItems: number }> {
  authorizeAnywhere(ctx, 'catalog.edit');
  authorizeAnywhere(ctx, 'catalog.delete');
  if (input.keepId === input.dropId) throw catalogErrors.bibSame();
  return ctx.db.transaction().execute(async (trx) => {
    await lockCopies(trx, { ofBib: input.dropId });
    const locked = await lockBibs(trx, [input.keepId, input.dropId]);
    const keep = locked.find((bib) => bib.id === input.keepId);
    const drop = locked.find((bib) => bib.id === input.dropId);
    if (!keep || !drop) throw catalogErrors.bibNotFound();
    if (keep.version !== input.keepVersion || drop.version !== input.dropVersion)
      throw platformErrors.versionConflict();
    if (keep.deletedAt || drop.deletedAt) throw catalogErrors.bibDeleted();
    await authorizeBib(trx, ctx, keep, 'catalog.edit');
    await authorizeBib(trx, ctx, drop, 'catalog.delete');
    const now = ctx.clock.now();
    const itemIds = await moveItemsOfBib(trx, drop.id, keep.id, now);
    const attachmentIds = await moveAttachments(trx, drop.id, keep.id);
    const takesCover = keep.coverKey === null && drop.coverKey !== null;
    await changeBibState(
      trx,
      keep.id,
      {
        loanCount: keep.loanCount + drop.loanCount,
        ...(takesCover ? { coverKey: drop.coverKey, coverLargeKey: drop.coverLargeKey } : {}),
      },
      now,
    );
    await changeBibState(
      trx,
      drop.id,
      {
        deletedAt: now,
        deletedReason: `→ ${keep.id}`,
        mergedIntoId: keep.id,
        // counted where the copies are
        loanCount: 0,
        carried: JSON.stringify({
          itemIds,
          attachmentIds,
          loanCount: drop.loanCount,
          cover: takesCover ? drop.coverKey : false,
        }),
        ...(takesCover ? { coverKey: null, coverLargeKey: null } : {}),
      },
      now,
    );
    await recordAudit(trx, ctx, {
      action: 'bib.merged',
      entity: 'bib',
      entityId: drop.id,
      before: { title: drop.title, loanCount: drop.loanCount },
      after: { mergedIntoId: keep.id, itemIds, attachmentIds },
    });
    return { movedItems: itemIds.length };
  });
}
