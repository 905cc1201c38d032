import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

/** A record that somebody chose, as it is kept. */
export interface RecordRow {
  collectionId: number;
  bibId: number;
  place: number;
  title: string;
  sentence: string;
  sentenceEn: string;
}

/** Of some collections, each in its order. */
export const selectRecords = async (db: Db | Tx, collectionIds: readonly number[]): Promise<RecordRow[]> =>
  collectionIds.length === 0
    ? []
    : db
        .selectFrom('curatedRecord')
        .select(['collectionId', 'bibId', 'place', 'title', 'sentence', 'sentenceEn'])
        .where('collectionId', 'in', [...collectionIds])
        .orderBy('collectionId')
        .orderBy('place')
        .execute();

/** Puts a record at the end. @returns false = it stands there already */
export async function insertRecord(trx: Tx, record: Omit<RecordRow, 'place'>): Promise<boolean> {
  const last = sql<number>`(select coalesce(max(place), 0) + 1 from curated_record where collection_id = ${record.collectionId})`;
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('curatedRecord')
    .values({ ...record, place: last })
    .onConflict((conflict) => conflict.columns(['collectionId', 'bibId']).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

const one = (trx: Tx, { collectionId, bibId }: Pick<RecordRow, 'collectionId' | 'bibId'>) =>
  trx.updateTable('curatedRecord').where('collectionId', '=', collectionId).where('bibId', '=', bibId);

/** @returns false = it does not stand there */
export async function updateSentence(
  trx: Tx,
  { sentence, sentenceEn, ...which }: Pick<RecordRow, 'collectionId' | 'bibId' | 'sentence' | 'sentenceEn'>,
): Promise<boolean> {
  const { numUpdatedRows } = await one(trx, which).set({ sentence, sentenceEn }).executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Two of them change places: the order is checked when the transaction ends. */
export async function writePlaces(
  trx: Tx,
  collectionId: number,
  places: readonly Pick<RecordRow, 'bibId' | 'place'>[],
): Promise<void> {
  for (const { bibId, place } of places) await one(trx, { collectionId, bibId }).set({ place }).execute();
}

/** @returns false = it did not stand there */
export async function deleteRecord(trx: Tx, collectionId: number, bibId: number): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('curatedRecord')
    .where('collectionId', '=', collectionId)
    .where('bibId', '=', bibId)
    .executeTakeFirstOrThrow();
  return numDeletedRows === 1n;
}
