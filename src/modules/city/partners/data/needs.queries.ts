import type { Insertable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { LibraryNeed as NeedTable } from '#platform/database/db-types';
import type { LocalDate } from '#shared/dates';

/** What the library looks for, the newest first. @param openOn only what is looked for on that day; null: all */
export async function selectNeeds(db: Db | Tx, { openOn, limit }: { openOn: LocalDate | null; limit: number }) {
  let query = db
    .selectFrom('libraryNeed')
    .select(['id', 'text', 'textEn', 'untilOn', 'createdBy'])
    .orderBy('id', 'desc')
    .limit(limit);
  if (openOn !== null) query = query.where((eb) => eb.or([eb('untilOn', 'is', null), eb('untilOn', '>=', openOn)]));
  return query.execute();
}

export const insertNeed = async (trx: Tx, row: Insertable<NeedTable>): Promise<number> =>
  (await trx.insertInto('libraryNeed').values(row).returning('id').executeTakeFirstOrThrow()).id;

export const deleteNeed = async (trx: Tx, id: number) =>
  trx.deleteFrom('libraryNeed').where('id', '=', id).returning(['text', 'untilOn']).executeTakeFirst();
