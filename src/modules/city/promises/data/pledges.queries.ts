import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { ServicePledge } from '#platform/database/db-types';
import type { EditionState, Pledge } from '../client.ts';

const pledges = (db: Db | Tx) =>
  db
    .selectFrom('servicePledge')
    .select([
      'id',
      'text',
      'textEn',
      'signedBy',
      'signedOffice',
      'signedPlace',
      'signedOn',
      'replacedAt',
      'version',
      sql<EditionState>`state`.as('state'),
    ]);

/** The latest first. */
export const selectPledges = async (db: Db | Tx): Promise<Pledge[]> => pledges(db).orderBy('id', 'desc').execute();

/** The one that is being written, or that holds, locked. */
export const lockPledge = async (trx: Tx, state: 'draft' | 'published'): Promise<Pledge | undefined> =>
  pledges(trx).where('state', '=', state).forUpdate().executeTakeFirst();

/** Writes a draft where there is none. @returns false: somebody has begun one */
export async function insertPledge(trx: Tx, row: Insertable<ServicePledge>): Promise<number | null> {
  const made = await trx
    .insertInto('servicePledge')
    .values(row)
    .onConflict((conflict) => conflict.column('state').where('state', 'in', ['draft', 'published']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return made?.id ?? null;
}

export const updatePledge = async (trx: Tx, id: number, changes: Updateable<ServicePledge>) =>
  trx
    .updateTable('servicePledge')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
