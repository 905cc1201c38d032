import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { IssueState } from '../rules/frequency.ts';
import type { StandingIssue } from '../rules/judge-receipt.ts';

/** An issue as it is written from another system. */
export interface PastIssue {
  expectedOn: string;
  volume: number | null;
  number: number;
  state: IssueState;
  receivedOn: string | null;
}

/** Adds issues behind those that a subscription has. @returns their ids, in the order given */
export async function insertPastIssues(
  trx: Tx,
  subscriptionId: number,
  issues: readonly PastIssue[],
): Promise<number[]> {
  const { rows } = await sql<{ id: number; nth: number }>`
    insert into serial_issue (subscription_id, nth, expected_on, volume, number, state, received_on)
    select ${subscriptionId}, l.nth + i.at, i."expectedOn", i.volume, i.number, i.state, i."receivedOn"
    from (select coalesce(max(nth), 0) as nth from serial_issue where subscription_id = ${subscriptionId}) l
    cross join jsonb_to_recordset(${JSON.stringify(issues.map((issue, i) => ({ ...issue, at: i + 1 })))}::jsonb)
      as i (at integer, "expectedOn" date, volume integer, number integer, state text, "receivedOn" date)
    returning id, nth`.execute(trx);
  return rows.toSorted((a, b) => a.nth - b.nth).map(({ id }) => id);
}

/** How issues stand, with their subscriptions; those that are gone are not among them. */
export async function selectStanding(
  db: Db | Tx,
  ids: readonly number[],
): Promise<Map<number, StandingIssue & { subscriptionId: number; volume: number | null; number: number }>> {
  const rows = await db
    .selectFrom('serialIssue')
    .select(['id', 'subscriptionId', 'receivedOn', 'itemId', 'volume', 'number', sql<IssueState>`state`.as('state')])
    .where('id', '=', sql<number>`any(${[...ids]}::bigint[])`)
    .execute();
  return new Map(rows.map(({ id, ...row }) => [id, row]));
}

export async function deleteIssues(trx: Tx, ids: readonly number[]): Promise<void> {
  await sql`delete from serial_issue where id = any(${[...ids]}::bigint[])`.execute(trx);
}

export async function deleteSubscriptions(trx: Tx, ids: readonly number[]): Promise<void> {
  await sql`delete from subscription where id = any(${[...ids]}::bigint[])`.execute(trx);
}
