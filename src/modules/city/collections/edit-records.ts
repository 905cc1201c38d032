import { keepLivingBibs, selectBibTitles } from '#modules/collection/catalog';
import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { updateCollection, type HeldCollection } from './data/collections.queries.ts';
import { deleteRecord, insertRecord, selectRecords, updateSentence, writePlaces } from './data/records.queries.ts';
import { collectionErrors } from './errors.ts';
import { heldAt } from './hold-collection.ts';
import { swapPlaces } from './rules/swap-places.ts';
import { MOST_RECORDS } from './rules/terms.ts';
import { recordInput, sentenceInput, type RecordInput, type SentenceInput } from './schema.ts';

/** Does something to the records of a collection that an editor saw, and counts it as a change of the collection. */
const changing = async (
  ctx: Ctx,
  { id, version }: { id: number; version: number },
  work: (trx: Tx, held: HeldCollection) => Promise<void>,
): Promise<void> => {
  authorizeAnywhere(ctx, 'collections.edit');
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldAt(trx, ctx, id, version);
    if (held.kind !== 'hand') throw collectionErrors.byRule();
    await work(trx, held);
    await updateCollection(trx, id, { changedAt: ctx.clock.now() });
  });
};

const traced = ({ id, libraryId }: HeldCollection) => ({ entity: 'collection', entityId: id, libraryId });

/** Puts a record at the end of a collection; one that was merged is the one that it became. Throws `collections.record_unknown`, `record_listed`, `full`. */
export async function putRecord(
  trx: Tx,
  { id, record: { bibId: asked, ...sentences } }: { id: number; record: Required<RecordInput> },
): Promise<{ bibId: number; title: string }> {
  const bibId = (await keepLivingBibs(trx, [asked])).get(asked);
  // it is kept as it is; of one that readers may not find no title is told
  const [known] = bibId === undefined ? [] : await selectBibTitles(trx, [bibId]);
  if (!known) throw collectionErrors.recordUnknown({}, { bibId: 'unknown' });
  if ((await selectRecords(trx, [id])).length >= MOST_RECORDS) throw collectionErrors.full({ most: MOST_RECORDS });
  const title = known.title.slice(0, 200).toWellFormed();
  if (!(await insertRecord(trx, { collectionId: id, bibId: known.id, title, ...sentences })))
    throw collectionErrors.recordListed();
  return { bibId: known.id, title };
}

/**
 * Puts a record at the end, with a sentence that introduces it. Needs `collections.edit` there. Throws `collections.not_found`, `by_rule`,
 * `record_unknown`, `record_listed`, `full`, `platform.version_conflict`, `platform.invalid_input`.
 */
export async function addRecord(
  ctx: Ctx,
  id: number,
  { version, ...input }: RecordInput & { version: number },
): Promise<void> {
  await changing(ctx, { id, version }, async (trx, held) => {
    const after = await putRecord(trx, { id, record: parseInput(recordInput, input) });
    await recordAudit(trx, ctx, { ...traced(held), action: 'collection.record_added', after });
  });
}

/**
 * Changes the sentence that introduces a record. Needs `collections.edit` there. Throws `collections.not_found`, `by_rule`, `record_not_listed`,
 * `platform.version_conflict`, `platform.invalid_input`.
 */
export async function wordRecord(
  ctx: Ctx,
  id: number,
  { version, bibId, ...input }: SentenceInput & { bibId: number; version: number },
): Promise<void> {
  await changing(ctx, { id, version }, async (trx, held) => {
    const sentences = parseInput(sentenceInput, input);
    if (!(await updateSentence(trx, { collectionId: id, bibId, ...sentences })))
      throw collectionErrors.recordNotListed();
    await recordAudit(trx, ctx, {
      ...traced(held),
      action: 'collection.record_worded',
      after: { bibId, ...sentences },
    });
  });
}

/**
 * Moves a record one place up or down; one at that end stays there. Needs `collections.edit` there. Throws `collections.not_found`, `by_rule`,
 * `record_not_listed`, `platform.version_conflict`.
 */
export async function moveRecord(
  ctx: Ctx,
  id: number,
  { version, bibId, direction }: { version: number; bibId: number; direction: 'up' | 'down' },
): Promise<void> {
  await changing(ctx, { id, version }, async (trx, held) => {
    const records = await selectRecords(trx, [id]);
    if (!records.some((record) => record.bibId === bibId)) throw collectionErrors.recordNotListed();
    const places = swapPlaces(records, bibId, direction);
    if (places) await writePlaces(trx, id, places);
    await recordAudit(trx, ctx, { ...traced(held), action: 'collection.record_moved', after: { bibId, direction } });
  });
}

/**
 * Takes a record out; a published collection keeps one at least. Needs `collections.edit` there. Throws `collections.not_found`, `by_rule`,
 * `record_not_listed`, `empty`, `platform.version_conflict`.
 */
export async function removeRecord(
  ctx: Ctx,
  id: number,
  { version, bibId }: { version: number; bibId: number },
): Promise<void> {
  await changing(ctx, { id, version }, async (trx, held) => {
    if (!(await deleteRecord(trx, id, bibId))) throw collectionErrors.recordNotListed();
    const left = await selectRecords(trx, [id]);
    if (held.state === 'published' && left.length === 0) throw collectionErrors.empty();
    await recordAudit(trx, ctx, { ...traced(held), action: 'collection.record_removed', before: { bibId } });
  });
}
