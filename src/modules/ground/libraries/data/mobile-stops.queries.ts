import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { MobileStop } from '../client.ts';

const stops = (db: Db | Tx) =>
  db
    .selectFrom('mobileStop')
    .select(['id', 'libraryId', 'place', 'firstOn', 'everyWeeks', 'lastOn', 'opensMinute', 'closesMinute'])
    .select(
      sql<MobileStop['skips']>`(select coalesce(json_agg(json_build_object('on', skipped_on, 'reason', reason)
        order by skipped_on), '[]') from mobile_stop_skip where mobile_stop_id = mobile_stop.id)`.as('skips'),
    );

export const selectStops = async (db: Db | Tx, libraryId: number): Promise<MobileStop[]> =>
  stops(db).where('libraryId', '=', libraryId).orderBy('firstOn').orderBy('opensMinute').orderBy('id').execute();

/** The stops of all libraries that are in use. */
export const selectActiveStops = async (db: Db | Tx): Promise<MobileStop[]> =>
  stops(db)
    .where('libraryId', 'in', (eb) => eb.selectFrom('library').select('id').where('active', '=', true))
    .orderBy('opensMinute')
    .orderBy('id')
    .execute();

export const findStop = async (db: Db | Tx, id: number): Promise<MobileStop | undefined> =>
  stops(db).where('id', '=', id).executeTakeFirst();

export const insertStop = async (trx: Tx, stop: Omit<MobileStop, 'id' | 'skips'>): Promise<number> =>
  (await trx.insertInto('mobileStop').values(stop).returning('id').executeTakeFirstOrThrow()).id;

export async function deleteStop(trx: Tx, id: number): Promise<void> {
  await trx.deleteFrom('mobileStop').where('id', '=', id).execute();
}

/** Said twice, the last reason holds. */
export async function saveSkip(trx: Tx, mobileStopId: number, on: string, reason: string): Promise<void> {
  await trx
    .insertInto('mobileStopSkip')
    .values({ mobileStopId, skippedOn: on, reason })
    .onConflict((conflict) => conflict.columns(['mobileStopId', 'skippedOn']).doUpdateSet({ reason }))
    .execute();
}

export async function deleteSkip(trx: Tx, mobileStopId: number, on: string): Promise<void> {
  await trx.deleteFrom('mobileStopSkip').where('mobileStopId', '=', mobileStopId).where('skippedOn', '=', on).execute();
}
