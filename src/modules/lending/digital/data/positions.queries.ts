import type { Db, Tx } from '#platform/database/db';
import type { ReadingPlace } from '../rules/place.ts';

export interface StartedReading extends ReadingPlace {
  attachmentId: number;
  title: string;
  bibId: number;
  bibTitle: string;
  mediaType: string;
  readAt: Date;
}

export const selectPosition = async (
  db: Db | Tx,
  memberId: number,
  attachmentId: number,
): Promise<ReadingPlace | undefined> =>
  db
    .selectFrom('readingPosition')
    .select(['part', 'spot', 'progress'])
    .where('memberId', '=', memberId)
    .where('attachmentId', '=', attachmentId)
    .executeTakeFirst();

export async function upsertPosition(
  db: Db | Tx,
  key: { memberId: number; attachmentId: number },
  place: ReadingPlace & { readAt: Date },
): Promise<void> {
  await db
    .insertInto('readingPosition')
    .values({ ...key, ...place })
    .onConflict((conflict) => conflict.columns(['memberId', 'attachmentId']).doUpdateSet(place))
    .execute();
}

export async function deletePosition(db: Db | Tx, memberId: number, attachmentId: number): Promise<void> {
  await db
    .deleteFrom('readingPosition')
    .where('memberId', '=', memberId)
    .where('attachmentId', '=', attachmentId)
    .execute();
}

/** What a member has begun to read, the latest first; titles of hidden or deleted records are left out. */
export const selectStarted = async (db: Db | Tx, memberId: number, limit: number): Promise<StartedReading[]> =>
  db
    .selectFrom('readingPosition')
    .innerJoin('attachment', 'attachment.id', 'readingPosition.attachmentId')
    .innerJoin('bib', 'bib.id', 'attachment.bibId')
    .select(['attachmentId', 'attachment.title', 'bibId', 'bib.title as bibTitle', 'mediaType'])
    .select(['part', 'spot', 'progress', 'readAt'])
    .where('memberId', '=', memberId)
    .where('bib.deletedAt', 'is', null)
    .where('bib.hidden', '=', false)
    .orderBy('readAt', 'desc')
    .limit(limit)
    .execute();

export async function countPositions(db: Db | Tx, before: Date): Promise<number> {
  const row = await db
    .selectFrom('readingPosition')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('readAt', '<', before)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** @returns how many went */
export async function deletePositionsBefore(db: Db | Tx, before: Date): Promise<number> {
  const gone = await db.deleteFrom('readingPosition').where('readAt', '<', before).executeTakeFirst();
  return Number(gone.numDeletedRows);
}

export async function deletePositionsOf(trx: Tx, memberId: number): Promise<void> {
  await trx.deleteFrom('readingPosition').where('memberId', '=', memberId).execute();
}
