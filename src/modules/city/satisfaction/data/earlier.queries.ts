import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Earlier, Service, WeightMode } from '../client.ts';

const base = (db: Db | Tx) =>
  db
    .selectFrom('satisfactionEarlier')
    .select([
      'id',
      'libraryId',
      'label',
      'endsOn',
      'hundredths',
      'respondents',
      'source',
      sql<Service>`service`.as('service'),
      sql<WeightMode>`mode`.as('mode'),
    ]);

/** Of a service of a library (null: of all), the oldest first. */
export const selectEarlier = async (
  db: Db | Tx,
  { libraryId, service }: { libraryId: number | null; service: Service },
): Promise<Earlier[]> =>
  base(db)
    .where('libraryId', 'is not distinct from', libraryId)
    .where('service', '=', service)
    .orderBy('endsOn')
    .execute();

/** Those of libraries (null: all of them, and the network's), the oldest first. */
export async function selectAllEarlier(db: Db | Tx, libraries: readonly number[] | null): Promise<Earlier[]> {
  let query = base(db).orderBy('endsOn').orderBy('id');
  if (libraries) query = query.where('libraryId', '=', sql<number>`any(${[...libraries]}::bigint[])`);
  return query.execute();
}

/** @returns null: a value of that day stands there */
export async function insertEarlier(
  trx: Tx,
  row: Omit<Earlier, 'id'> & { enteredBy: string; enteredAt: Date },
): Promise<number | null> {
  const made = await trx
    .insertInto('satisfactionEarlier')
    .values(row)
    .onConflict((conflict) => conflict.columns(['libraryId', 'service', 'endsOn']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return made?.id ?? null;
}

export const lockEarlier = async (trx: Tx, id: number): Promise<Earlier | null> =>
  (await base(trx).where('id', '=', id).forUpdate().executeTakeFirst()) ?? null;

export const deleteEarlier = async (trx: Tx, id: number): Promise<void> => {
  await trx.deleteFrom('satisfactionEarlier').where('id', '=', id).execute();
};
