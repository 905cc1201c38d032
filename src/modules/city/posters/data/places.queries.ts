import { sql, type Insertable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { PosterPlace } from '#platform/database/db-types';
import type { PosterChannel } from '../rules/terms.ts';

/** A place as it is kept. */
export interface PlaceRow {
  id: number;
  libraryId: number | null;
  name: string;
  channel: PosterChannel;
  code: string;
  takenDownAt: Date | null;
}

/** Where a poster hangs or hung, in the order in which places were named. */
export const selectPlaces = async (db: Db | Tx, posterId: number): Promise<PlaceRow[]> =>
  db
    .selectFrom('posterPlace')
    .select(['id', 'libraryId', 'name', 'linkCode as code', 'takenDownAt', sql<PosterChannel>`channel`.as('channel')])
    .where('posterId', '=', posterId)
    .orderBy('id')
    .execute();

export async function insertPlaces(trx: Tx, rows: readonly Insertable<PosterPlace>[]): Promise<void> {
  if (rows.length > 0)
    await trx
      .insertInto('posterPlace')
      .values([...rows])
      .execute();
}

/** The poster hangs in these places no more; when that was seen first stays. */
export async function markTakenDown(trx: Tx, ids: readonly number[], at: Date): Promise<void> {
  await trx
    .updateTable('posterPlace')
    .set({ takenDownAt: at })
    .where('id', '=', sql<number>`any(${[...ids]}::bigint[])`)
    .where('takenDownAt', 'is', null)
    .execute();
}
