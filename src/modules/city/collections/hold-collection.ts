import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { authorize } from '#platform/rights/authorize';
import { lockCollection, type HeldCollection } from './data/collections.queries.ts';
import { collectionErrors } from './errors.ts';

/**
 * Holds the collection that an editor saw until the transaction ends. Needs `collections.edit` at its library, for one of the network for the
 * whole network. Throws `collections.not_found`, `platform.version_conflict`.
 */
export async function heldAt(trx: Tx, ctx: Ctx, id: number, version: number): Promise<HeldCollection> {
  const held = await lockCollection(trx, id);
  if (!held) throw collectionErrors.notFound();
  authorize(ctx, 'collections.edit', held.libraryId);
  if (held.version !== version) throw platformErrors.versionConflict();
  return held;
}
