import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { MailRecord, RecordReason, RecordState } from '../rules/record-states.ts';

/** What the name service answered of one record. */
export interface CheckRow {
  name: string;
  record: MailRecord;
  state: RecordState;
  reason: RecordReason;
  found: string[];
  checkedAt: Date;
}

export const selectChecks = async (db: Db | Tx, domain: string): Promise<CheckRow[]> =>
  db
    .selectFrom('mailRecordCheck')
    .select([
      'name',
      'found',
      'checkedAt',
      sql<MailRecord>`record`.as('record'),
      sql<RecordState>`state`.as('state'),
      sql<RecordReason>`reason`.as('reason'),
    ])
    .where('domain', '=', domain)
    .execute();

/** Puts what was answered in the place of all that was answered before, unless that is newer. */
export async function replaceChecks(trx: Tx, domain: string, rows: readonly CheckRow[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  await trx
    .deleteFrom('mailRecordCheck')
    .where('domain', '=', domain)
    .where('checkedAt', '<=', first.checkedAt)
    .execute();
  await trx
    .insertInto('mailRecordCheck')
    .values(rows.map((row) => ({ domain, ...row })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
