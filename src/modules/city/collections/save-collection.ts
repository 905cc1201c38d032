import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import type { CollectionState } from './client.ts';
import { updateCollection } from './data/collections.queries.ts';
import { saveDraft } from './edit-collection.ts';
import { putRecord } from './edit-records.ts';
import { newCollectionInput, recordInput, type NewCollectionInput, type RecordInput } from './schema.ts';

/** A collection of the past. */
export interface PastCollection {
  collection: NewCollectionInput;
  records: readonly RecordInput[];
  state: CollectionState;
  changedAt: Date;
}

/** Writes a collection with its records as it was changed at an instant: for samples. @returns its id */
export async function saveCollection(
  trx: Tx,
  ctx: Ctx,
  { collection, records, state, changedAt }: PastCollection,
): Promise<number> {
  const id = await saveDraft(trx, ctx, parseInput(newCollectionInput, collection));
  for (const record of records) await putRecord(trx, { id, record: parseInput(recordInput, record) });
  await updateCollection(trx, id, { state, changedAt, publishedAt: state === 'draft' ? null : changedAt });
  return id;
}
