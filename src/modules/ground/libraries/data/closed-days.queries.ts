import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { ClosedDay as ClosedDayRow } from '#platform/database/db-types';
import type { LocalDate } from '#shared/dates';
import type { ClosedDay, ClosedDayType } from '../client.ts';

const selectDays = (db: Db | Tx) =>
  db
    .selectFrom('closedDay')
    .select(['id', 'libraryId', 'dateFrom', 'dateTo', 'type', 'reason', 'source', 'yearly', 'weekly', 'version'])
    .$narrowType<{ type: ClosedDayType }>();

export interface ClosedDayFilter {
  from?: LocalDate;
  to?: LocalDate;
  /** Days of this library and those of the whole network; null = of the network only. */
  libraryId?: number | null;
}

interface Page {
  after: { dateFrom: LocalDate; id: number } | null;
  limit: number;
}
export const selectClosedDays = async (db: Db | Tx, filter: ClosedDayFilter, page: Page): Promise<ClosedDay[]> =>
  closedDays(db, filter, page).execute();
/** The same, locked: as they stand once everybody who was changing one of them is done. */
export const lockClosedDays = async (trx: Tx, filter: ClosedDayFilter, page: Page): Promise<ClosedDay[]> =>
  closedDays(trx, filter, page).forUpdate().execute();

function closedDays(db: Db | Tx, { from, to, libraryId }: ClosedDayFilter, { after, limit }: Page) {
  let query = selectDays(db);
  if (from)
    query = query.where((eb) => eb.or([eb('dateTo', '>=', from), eb('yearly', '=', true), eb('weekly', '=', true)]));
  if (to) query = query.where('dateFrom', '<=', to);
  if (libraryId === null) query = query.where('libraryId', 'is', null);
  else if (libraryId !== undefined) {
    query = query.where((eb) => eb.or([eb('libraryId', 'is', null), eb('libraryId', '=', libraryId)]));
  }
  if (after) {
    query = query.where((eb) =>
      eb.or([
        eb('dateFrom', '>', after.dateFrom),
        eb.and([eb('dateFrom', '=', after.dateFrom), eb('id', '>', after.id)]),
      ]),
    );
  }
  return query.orderBy('dateFrom').orderBy('id').limit(limit);
}

export const findClosedDay = async (db: Db | Tx, id: number): Promise<ClosedDay | undefined> =>
  selectDays(db).where('id', '=', id).executeTakeFirst();
export const lockClosedDay = async (trx: Tx, id: number): Promise<ClosedDay | undefined> =>
  selectDays(trx).where('id', '=', id).forUpdate().executeTakeFirst();

export const insertClosedDayRow = async (trx: Tx, row: Insertable<ClosedDayRow>): Promise<number> =>
  (await trx.insertInto('closedDay').values(row).returning('id').executeTakeFirstOrThrow()).id;

export async function updateClosedDayRow(trx: Tx, id: number, changes: Updateable<ClosedDayRow>): Promise<void> {
  await trx
    .updateTable('closedDay')
    .set(changes)
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}
export async function deleteClosedDayRow(trx: Tx, id: number): Promise<void> {
  await trx.deleteFrom('closedDay').where('id', '=', id).execute();
}

/** Whoever enters many days of the network at once waits for whoever does it already, so that no day stands there twice. */
export async function lockNetworkDays(trx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('closed_day of the network'))`.execute(trx);
}
