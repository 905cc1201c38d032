import type { Db, Tx } from '#platform/db';

/** All lines of a member, the newest first; whole rupiah, above 0 = owed. */
export const selectLinesOf = async (db: Db | Tx, memberId: number) =>
  db
    .selectFrom('chargeLine')
    .select(['kind', 'amount', 'note', 'at', 'method', 'receiptNumber'])
    .where('memberId', '=', memberId)
    .orderBy('id', 'desc')
    .execute();
