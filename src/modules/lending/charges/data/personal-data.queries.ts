import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

/** All lines of a member, the newest first; whole rupiah, above 0 = owed; of a payment taken back, which one. */
export const selectLinesOf = async (db: Db | Tx, memberId: number) =>
  db
    .selectFrom('chargeLine')
    .leftJoin('chargeLine as payment', (join) =>
      join.onRef('payment.id', '=', 'chargeLine.ofLineId').on('payment.kind', '=', 'payment'),
    )
    .select(['chargeLine.kind', 'chargeLine.amount', 'chargeLine.note', 'chargeLine.at', 'chargeLine.method'])
    .select(['chargeLine.receiptNumber', 'payment.receiptNumber as voidsReceipt'])
    .where('chargeLine.memberId', '=', memberId)
    .orderBy('chargeLine.id', 'desc')
    .execute();

/** Who had a line booked by an own act is no longer named with it. The database allows this and no other change. */
export async function renameInLines(trx: Tx, memberId: number): Promise<void> {
  await sql`select set_config('lumbung.redaction', 'on', true)`.execute(trx);
  await sql`update charge_line l set by_name = '…' from member m
    where m.id = ${memberId} and l.member_id = m.id and l.by_name = m.full_name`.execute(trx);
  await sql`select set_config('lumbung.redaction', 'off', true)`.execute(trx);
}
