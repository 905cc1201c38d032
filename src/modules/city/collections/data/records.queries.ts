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

/** How many records readers find in collections, and of how many a copy stands on a shelf: of a library's own collection, one of that library. */
export async function countRecords(
  db: Db | Tx,
  collectionIds: readonly number[],
): Promise<Map<number, { total: number; onShelf: number }>> {
  if (collectionIds.length === 0) return new Map();
  const { rows } = await sql<{ collectionId: number; total: number; onShelf: number }>`
    select r.collection_id, count(*)::integer as total,
      (count(*) filter (where exists (
        select from item i
        where i.bib_id = r.bib_id and i.status = 'available' and not i.on_loan and i.set_aside is null
          and (c.library_id is null or i.library_id = c.library_id)
      )))::integer as on_shelf
    from curated_record r
    join curated_collection c on c.id = r.collection_id
    join bib b on b.id = r.bib_id and b.deleted_at is null and not b.hidden
    where r.collection_id = any(${[...collectionIds]}::bigint[])
    group by r.collection_id`.execute(db);
  return new Map(rows.map(({ collectionId, total, onShelf }) => [collectionId, { total, onShelf }]));
}

/** The first records of each collection that readers find, in its order. @param each at most so many of one */
export async function selectFirstRecords(
  db: Db | Tx,
  collectionIds: readonly number[],
  each: number,
): Promise<Pick<RecordRow, 'collectionId' | 'bibId'>[]> {
  if (collectionIds.length === 0 || each === 0) return [];
  const { rows } = await sql<Pick<RecordRow, 'collectionId' | 'bibId'>>`
    select c.id as collection_id, first.bib_id
    from unnest(${[...collectionIds]}::bigint[]) as c (id)
    cross join lateral (
      select r.bib_id, r.place from curated_record r
      join bib b on b.id = r.bib_id and b.deleted_at is null and not b.hidden
      where r.collection_id = c.id
      order by r.place
      limit ${each}
    ) first
    order by c.id, first.place`.execute(db);
  return rows;
}

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
