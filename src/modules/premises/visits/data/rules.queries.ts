import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

export const findRule = async (db: Db | Tx, libraryId: number) =>
  db
    .selectFrom('visitRule')
    .select(['repeatMinutes', 'recordsLeaving', 'doorCodeSerial'])
    .where('libraryId', '=', libraryId)
    .executeTakeFirst();

export async function upsertRule(
  trx: Tx,
  libraryId: number,
  rule: { repeatMinutes: number; recordsLeaving: boolean },
): Promise<void> {
  await trx
    .insertInto('visitRule')
    .values({ libraryId, ...rule })
    .onConflict((conflict) => conflict.column('libraryId').doUpdateSet(rule))
    .execute();
}

/** The next serial of the codes on a door. */
export async function advanceDoorCode(trx: Tx, libraryId: number): Promise<void> {
  await trx
    .insertInto('visitRule')
    .values({ libraryId, doorCodeSerial: 2 })
    .onConflict((conflict) =>
      conflict.column('libraryId').doUpdateSet({ doorCodeSerial: sql<number>`visit_rule.door_code_serial + 1` }),
    )
    .execute();
}
