import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { LinkPlace } from '../rules/frame.ts';

/** What a library (null: the network) has as one list, whose order is changed by one after the other. */
export interface ListKey {
  libraryId: number | null;
  kind: LinkPlace | 'contact' | 'people' | 'services';
}

const isList = ({ libraryId, kind }: ListKey) =>
  sql<boolean>`kind = ${kind} and library_id is not distinct from ${libraryId}`;

/** How often a list was written; 0: never. */
export const findListVersion = async (db: Db | Tx, key: ListKey): Promise<number> =>
  (await db.selectFrom('siteList').select('version').where(isList(key)).executeTakeFirst())?.version ?? 0;

/**
 * Holds a list until the transaction ends, one version further. It stands before its rows are touched, so that two who write never wait for
 * each other. @returns its number; undefined: another version stands
 */
export async function claimList(trx: Tx, key: ListKey, version: number): Promise<number | undefined> {
  if (version === 0) {
    await trx
      .insertInto('siteList')
      .values({ libraryId: key.libraryId, kind: key.kind })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  const claimed = await trx
    .updateTable('siteList')
    .set({ version: sql`version + 1` })
    .where(isList(key))
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst();
  return claimed?.id;
}
