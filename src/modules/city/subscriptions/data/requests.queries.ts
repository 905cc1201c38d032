import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { LetterRequest } from '#platform/database/db-types';
import type { LetterLanguage } from '../rules/terms.ts';

const whole = (db: Db | Tx) =>
  db
    .selectFrom('letterRequest')
    .select(['id', 'email', 'addressHash', 'memberId', 'libraryId', 'proven', 'askedAt', 'expiresAt'])
    .select(['confirmedAt', 'subscriberId', sql<LetterLanguage>`language`.as('language')])
    // an array of ids would come as texts
    .select(sql<number[]>`to_jsonb(topic_ids)`.as('topicIds'));

/** A request for letters as it is kept. */
export type RequestRow = Awaited<ReturnType<ReturnType<typeof whole>['execute']>>[number];

export async function insertRequest(trx: Tx, row: Insertable<LetterRequest>): Promise<number> {
  return (await trx.insertInto('letterRequest').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

export async function updateRequest(trx: Tx, id: number, values: Updateable<LetterRequest>): Promise<void> {
  await trx.updateTable('letterRequest').set(values).where('id', '=', id).execute();
}

export const findRequest = async (db: Db | Tx, tokenHash: Buffer): Promise<RequestRow | undefined> =>
  whole(db).where('tokenHash', '=', tokenHash).executeTakeFirst();

export const lockRequest = async (
  trx: Tx,
  by: { id: number } | { tokenHash: Buffer },
): Promise<RequestRow | undefined> =>
  ('id' in by ? whole(trx).where('id', '=', by.id) : whole(trx).where('tokenHash', '=', by.tokenHash))
    .forUpdate()
    .executeTakeFirst();

/** What was asked from an address and not confirmed, the newest first. */
export const selectOpen = async (db: Db | Tx, by: { email: string } | { memberId: number }): Promise<RequestRow[]> =>
  ('email' in by ? whole(db).where('email', '=', by.email) : whole(db).where('memberId', '=', by.memberId))
    .where('confirmedAt', 'is', null)
    .orderBy('id', 'desc')
    .limit(20)
    .execute();

/** Requests of an address go, whether confirmed or not. @returns their ids */
export async function deleteRequestsOf(trx: Tx, by: { email: string } | { memberId: number }): Promise<number[]> {
  const gone = trx.deleteFrom('letterRequest').returning('id');
  const rows = await (
    'email' in by ? gone.where('email', '=', by.email) : gone.where('memberId', '=', by.memberId)
  ).execute();
  return rows.map(({ id }) => id);
}

const past = (before: Date) => sql<boolean>`asked_at < ${before}`;

export async function countPastRequests(db: Db, before: Date): Promise<number> {
  const { count } = await db
    .selectFrom('letterRequest')
    .select(sql<number>`count(*)::int`.as('count'))
    .where(past(before))
    .executeTakeFirstOrThrow();
  return count;
}

/** Requests from before an instant go; what was confirmed stands with its subscriber and in the ledger. @returns how many */
export async function deletePastRequests(trx: Tx, before: Date): Promise<number> {
  const { numDeletedRows } = await trx.deleteFrom('letterRequest').where(past(before)).executeTakeFirst();
  return Number(numDeletedRows);
}
