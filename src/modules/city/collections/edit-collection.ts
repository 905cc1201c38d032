import type { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { getLibrary } from '#modules/ground/libraries';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { freeSlug, slugOf } from '#shared/text/slug';
import { deleteCollection, insertCollection, updateCollection } from './data/collections.queries.ts';
import { findSlug, selectSlugsLike, writeSlug } from './data/slugs.queries.ts';
import { collectionErrors } from './errors.ts';
import { heldAt } from './hold-collection.ts';
import { asksSomething, type CollectionRule } from './rules/terms.ts';
import {
  collectionInput,
  newCollectionInput,
  ruleInput,
  type CollectionInput,
  type NewCollectionInput,
} from './schema.ts';

type NewCollection = z.output<typeof newCollectionInput>;

/** The address that was typed, as an address is written; null = none was. Throws a refusal at its field where nothing of it can stand there. */
function typedSlug(typed: string): string | null {
  if (typed === '') return null;
  const slug = slugOf(typed);
  if (slug === null) throw platformErrors.invalidInput({}, { slug: 'invalid' });
  return slug;
}

/** What no collection has or had, made of a title. */
async function slugFor(trx: Tx, title: string): Promise<string> {
  const wanted = slugOf(title) ?? 'koleksi';
  return freeSlug(wanted, await selectSlugsLike(trx, wanted));
}

async function giveSlug(trx: Tx, id: number, address: { slug: string; keeps: boolean }): Promise<void> {
  const before = await findSlug(trx, address.slug);
  const isAnothers = before !== undefined && before.collectionId !== id;
  if (isAnothers || !(await writeSlug(trx, id, address))) throw collectionErrors.slugTaken({}, { slug: 'taken' });
}

/** Writes a draft, with its trace. @returns its id */
export async function saveDraft(trx: Tx, ctx: Ctx, { slug: typed, ...collection }: NewCollection): Promise<number> {
  const now = ctx.clock.now();
  const rule: CollectionRule | null = collection.kind === 'rule' ? (collection.rule ?? ruleInput.parse({})) : null;
  const slug = typedSlug(typed) ?? (await slugFor(trx, collection.title));
  const by = actorName(ctx.actor);
  const id = await insertCollection(trx, { ...collection, rule, createdAt: now, createdBy: by, changedAt: now });
  await giveSlug(trx, id, { slug, keeps: false });
  await recordAudit(trx, ctx, {
    ...{ action: 'collection.drafted', entity: 'collection', entityId: id, libraryId: collection.libraryId },
    after: { title: collection.title, kind: collection.kind },
  });
  return id;
}

/**
 * Makes a new collection, as a draft. Needs `collections.edit` at its library, for one of the network for the whole network. Throws
 * `collections.slug_taken`, `libraries.not_found`, `platform.invalid_input`. @returns its id
 */
export async function createCollection(ctx: Ctx, input: NewCollectionInput): Promise<number> {
  authorizeAnywhere(ctx, 'collections.edit');
  const collection = parseInput(newCollectionInput, input);
  authorize(ctx, 'collections.edit', collection.libraryId);
  if (collection.libraryId !== null) await getLibrary(ctx, collection.libraryId);
  return ctx.db.transaction().execute(async (trx) => saveDraft(trx, ctx, collection));
}

/**
 * Changes what a collection says of itself, its address and its rule. A published one keeps a rule that asks for something, and is found at its
 * earlier addresses too. Needs `collections.edit` there. Throws `collections.not_found`, `slug_taken`, `empty`, `platform.version_conflict`,
 * `platform.invalid_input`.
 */
export async function changeCollection(
  ctx: Ctx,
  id: number,
  { version, ...input }: CollectionInput & { version: number },
): Promise<void> {
  authorizeAnywhere(ctx, 'collections.edit');
  const { slug: typed, rule, ...texts } = parseInput(collectionInput, input);
  const slug = typedSlug(typed);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldAt(trx, ctx, id, version);
    if (rule !== null && held.kind === 'hand') throw platformErrors.invalidInput({}, { rule: 'invalid' });
    if (rule !== null && held.state === 'published' && !asksSomething(rule)) throw collectionErrors.empty();
    if (slug !== null) await giveSlug(trx, id, { slug, keeps: held.publishedAt !== null });
    await updateCollection(trx, id, { ...texts, rule, changedAt: ctx.clock.now() });
    await recordAudit(trx, ctx, {
      ...{ action: 'collection.changed', entity: 'collection', entityId: id, libraryId: held.libraryId },
      // not who made it: a name that is taken out stays nowhere
      before: { title: held.title, summary: held.summary, ...(rule && { rule: held.rule }) },
      after: { title: texts.title, summary: texts.summary, ...(rule && { rule }), ...(slug && { slug }) },
    });
  });
}

/**
 * Deletes a collection that was never shown. Needs `collections.edit` there. Throws `collections.not_found`, `state_forbids` (withdraw it),
 * `platform.version_conflict`.
 */
export async function deleteDraft(ctx: Ctx, id: number, version: number): Promise<void> {
  authorizeAnywhere(ctx, 'collections.edit');
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldAt(trx, ctx, id, version);
    if (held.publishedAt !== null) throw collectionErrors.stateForbids({ state: held.state });
    await deleteCollection(trx, id);
    await recordAudit(trx, ctx, {
      ...{ action: 'collection.deleted', entity: 'collection', entityId: id, libraryId: held.libraryId },
      before: { title: held.title, summary: held.summary },
    });
  });
}
