import { sql, type Selectable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { SpecialHours as SpecialHoursRow } from '#platform/database/db-types';
import type { LocalDate } from '#shared/dates';
import type { OpeningInterval, SpecialHours } from '../client.ts';

const rows = (db: Db | Tx) =>
  db
    .selectFrom('specialHours')
    .select(['id', 'libraryId', 'dateFrom', 'dateTo', 'reason', 'onClosedDays', 'version'])
    .select(sql<OpeningInterval[]>`hours`.as('hours'));

export interface SpecialHoursFilter {
  from?: LocalDate;
  to?: LocalDate;
  /** Those of this library and of the whole network. */
  libraryId?: number;
}

export async function selectSpecialHours(
  db: Db | Tx,
  { from, to, libraryId }: SpecialHoursFilter,
): Promise<SpecialHours[]> {
  let query = rows(db);
  if (from) query = query.where('dateTo', '>=', from);
  if (to) query = query.where('dateFrom', '<=', to);
  if (libraryId !== undefined) {
    query = query.where((eb) => eb.or([eb('libraryId', 'is', null), eb('libraryId', '=', libraryId)]));
  }
  return query.orderBy('dateFrom').orderBy('id').execute();
}

export const findSpecialHours = async (db: Db | Tx, id: number): Promise<SpecialHours | undefined> =>
  rows(db).where('id', '=', id).executeTakeFirst();
export const lockSpecialHours = async (trx: Tx, id: number): Promise<SpecialHours | undefined> =>
  rows(trx).where('id', '=', id).forUpdate().executeTakeFirst();

type Fields = Pick<SpecialHours, 'libraryId' | 'dateFrom' | 'dateTo' | 'reason' | 'hours' | 'onClosedDays'>;
const stored = ({ hours, ...fields }: Fields) => ({ ...fields, hours: JSON.stringify(hours) });

export const insertSpecialHours = async (
  trx: Tx,
  fields: Fields & Pick<Selectable<SpecialHoursRow>, 'createdAt'>,
): Promise<number> =>
  (
    await trx
      .insertInto('specialHours')
      .values({ ...stored(fields), createdAt: fields.createdAt })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id;

export async function changeSpecialHours(trx: Tx, id: number, fields: Fields): Promise<void> {
  await trx
    .updateTable('specialHours')
    .set(stored(fields))
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}
export async function deleteSpecialHours(trx: Tx, id: number): Promise<void> {
  await trx.deleteFrom('specialHours').where('id', '=', id).execute();
}
