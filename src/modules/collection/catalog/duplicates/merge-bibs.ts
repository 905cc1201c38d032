import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { recordAudit } from '#modules/ground/audit';
import { moveAttachments } from '../data/attachments.queries.ts';
import { changeBibState, findMergingByKey, lockBibs, lockCopies, type BibRow } from '../data/bibs.queries.ts';
import { moveItemsOfBib } from '../data/items.queries.ts';
import { catalogErrors } from '../errors.ts';
import { authorizeBib } from '../bibs/may-write-bib.ts';
import { carried } from '../rules/carried.ts';

export interface MergeBibsInput {
  keepId: number;
  keepVersion: number;
  dropId: number;
  dropVersion: number;
  /** The sender's own key: sent once more, the same merging is answered and not done again. */
  requestKey?: string | null;
}

export interface MergedBibs {
  /** How many copies moved. */
  movedItems: number;
  /** Version of the kept record now. */
  version: number;
  /** Version of the other one, with which the merging can be taken back. */
  dropVersion: number;
}

/**
 * Makes two records one: copies with their loans and attachments move to the kept record, its MARC stays as it is, and the
 * other one's address leads to it. What moved is kept with it, so that restoring takes it back. Needs `catalog.edit` and
 * `catalog.delete`. Refuses `catalog.shared_record` as updating does, `catalog.bib_same`, `catalog.bib_not_found`, `catalog.bib_deleted`,
 * `catalog.request_key_used`, `platform.version_conflict`.
 */
export async function mergeBibs(ctx: Ctx, input: MergeBibsInput): Promise<MergedBibs> {
  authorizeAnywhere(ctx, 'catalog.edit');
  authorizeAnywhere(ctx, 'catalog.delete');
  if (input.keepId === input.dropId) throw catalogErrors.bibSame();
  return ctx.db.transaction().execute(async (trx) => {
    await lockCopies(trx, { ofBib: input.dropId });
    const locked = await lockBibs(trx, [input.keepId, input.dropId]);
    const keep = locked.find((bib) => bib.id === input.keepId);
    const drop = locked.find((bib) => bib.id === input.dropId);
    if (!keep || !drop) throw catalogErrors.bibNotFound();
    const before = await mergedBefore(trx, input, keep, drop);
    if (before) return before;
    if (keep.version !== input.keepVersion || drop.version !== input.dropVersion)
      throw platformErrors.versionConflict();
    if (keep.deletedAt || drop.deletedAt) throw catalogErrors.bibDeleted();
    await authorizeBib(trx, ctx, keep, 'catalog.edit');
    await authorizeBib(trx, ctx, drop, 'catalog.delete');
    const now = ctx.clock.now();
    const itemIds = await moveItemsOfBib(trx, drop.id, keep.id, now);
    const attachmentIds = await moveAttachments(trx, drop.id, keep.id);
    const takesCover = keep.coverKey === null && drop.coverKey !== null;
    const version = await changeBibState(
      trx,
      keep.id,
      {
        loanCount: keep.loanCount + drop.loanCount,
        ...(takesCover ? { coverKey: drop.coverKey, coverLargeKey: drop.coverLargeKey } : {}),
      },
      now,
    );
    const dropVersion = await changeBibState(
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
          ...(input.requestKey ? { key: input.requestKey } : {}),
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
    return { movedItems: itemIds.length, version, dropVersion };
  });
}

/** What came of the same request before. Refuses `catalog.request_key_used` where its key belongs to another merging. */
async function mergedBefore(
  trx: Tx,
  { requestKey }: MergeBibsInput,
  keep: BibRow,
  drop: BibRow,
): Promise<MergedBibs | null> {
  const before = requestKey ? await findMergingByKey(trx, requestKey) : undefined;
  if (!before) return null;
  if (before.id !== drop.id || before.mergedIntoId !== keep.id) throw catalogErrors.requestKeyUsed();
  const movedItems = carried.parse(drop.carried).itemIds.length;
  return { movedItems, version: keep.version, dropVersion: drop.version };
}
