import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { lockList, updateList as updateRow } from '../data/lists.queries.ts';
import { readingErrors } from '../errors.ts';
import { ownReader } from '../own-reader.ts';
import { listChanges, type ListChanges } from '../schema.ts';
import { newShareToken } from './share-token.ts';

/**
 * The reader renames a list, describes it, shares it or keeps it private again (the old address is closed for good). Where it reads
 * otherwise than before it leaves the home page.
 * @param input.version as the reader saw it. Throws `reading.list_not_found`, `platform.version_conflict`.
 */
export async function updateList(
  ctx: Ctx,
  input: { id: number; version: number; changes: ListChanges },
): Promise<void> {
  const { id: memberId } = ownReader(ctx);
  const changes = parseInput(listChanges, input.changes);
  await ctx.db.transaction().execute(async (trx) => {
    const list = await lockList(trx, memberId, input.id);
    if (!list) throw readingErrors.listNotFound();
    if (list.version !== input.version) throw platformErrors.versionConflict();
    const { title = list.title, description = list.description, visibility = list.visibility } = changes;
    const shareToken = visibility === 'private' ? null : (list.shareToken ?? newShareToken());
    // a librarian chose it for the home page as it read then
    const same = title === list.title && description === list.description && visibility === list.visibility;
    const changedAt = ctx.clock.now();
    await updateRow(trx, list.id, {
      title,
      description,
      visibility,
      shareToken,
      changedAt,
      ...(same ? {} : { pickedAt: null }),
    });
    if (visibility === list.visibility) return;
    await recordAudit(trx, ctx, {
      action: 'reading_list.shared',
      entity: 'reading_list',
      entityId: list.id,
      before: { visibility: list.visibility },
      after: { visibility },
    });
  });
}
