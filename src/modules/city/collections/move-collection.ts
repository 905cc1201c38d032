import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { updateCollection, type HeldCollection } from './data/collections.queries.ts';
import { selectRecords } from './data/records.queries.ts';
import type { Tx } from '#platform/database/db';
import { collectionErrors } from './errors.ts';
import { heldAt } from './hold-collection.ts';
import { asksSomething } from './rules/terms.ts';

const hasSomething = async (trx: Tx, { id, rule }: HeldCollection): Promise<boolean> =>
  rule === null ? (await selectRecords(trx, [id])).length > 0 : asksSomething(rule);

/**
 * Shows a collection to everybody, for the first time or again. Needs `collections.edit` there. Throws `collections.not_found`, `empty`,
 * `state_forbids`, `platform.version_conflict`.
 */
export async function publishCollection(ctx: Ctx, id: number, version: number): Promise<void> {
  authorizeAnywhere(ctx, 'collections.edit');
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldAt(trx, ctx, id, version);
    if (held.state === 'published') throw collectionErrors.stateForbids({ state: held.state });
    if (!(await hasSomething(trx, held))) throw collectionErrors.empty();
    const now = ctx.clock.now();
    await updateCollection(trx, id, { state: 'published', publishedAt: held.publishedAt ?? now, changedAt: now });
    await recordAudit(trx, ctx, {
      ...{ action: 'collection.published', entity: 'collection', entityId: id, libraryId: held.libraryId },
      before: { state: held.state },
      after: { state: 'published', title: held.title },
    });
  });
}

/**
 * Takes a collection out of sight; its addresses say so, and are given to no other. {@link publishCollection} brings it back. Needs
 * `collections.edit` there. Throws `collections.not_found`, `state_forbids`, `platform.version_conflict`.
 */
export async function withdrawCollection(ctx: Ctx, id: number, version: number): Promise<void> {
  authorizeAnywhere(ctx, 'collections.edit');
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldAt(trx, ctx, id, version);
    if (held.state !== 'published') throw collectionErrors.stateForbids({ state: held.state });
    await updateCollection(trx, id, { state: 'withdrawn', changedAt: ctx.clock.now() });
    await recordAudit(trx, ctx, {
      ...{ action: 'collection.withdrawn', entity: 'collection', entityId: id, libraryId: held.libraryId },
      before: { state: held.state },
      after: { state: 'withdrawn', title: held.title },
    });
  });
}
