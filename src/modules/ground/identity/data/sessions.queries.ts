import type { ExpressionBuilder } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { DB } from '#platform/database/db-types';

/** Whose sessions: exactly one of the two. */
export type SessionOwner = { accountId: number } | { memberId: number };

export interface SessionRow {
  id: number;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  ip: string | null;
  userAgent: string | null;
}

const ownerColumn = (owner: SessionOwner): ['accountId' | 'memberId', number] =>
  'accountId' in owner ? ['accountId', owner.accountId] : ['memberId', owner.memberId];

export async function insertSession(
  trx: Tx,
  session: SessionOwner & {
    tokenHash: Buffer;
    now: Date;
    expiresAt: Date;
    ip: string | null;
    userAgent: string | null;
  },
): Promise<number> {
  const { now, ...values } = session;
  const row = await trx
    .insertInto('session')
    .values({ ...values, createdAt: now, lastSeenAt: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function findSessions(db: Db, owner: SessionOwner, now: Date): Promise<SessionRow[]> {
  const [column, id] = ownerColumn(owner);
  return db
    .selectFrom('session')
    .select(['id', 'createdAt', 'lastSeenAt', 'expiresAt', 'ip', 'userAgent'])
    .where(column, '=', id)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', now)
    .orderBy('lastSeenAt', 'desc')
    .execute();
}

/**
 * Ends sessions of one owner.
 * @param which only this one, or all but that one; neither = all
 * @returns the ids that were ended
 */
export async function revokeSessions(
  trx: Tx,
  owner: SessionOwner,
  now: Date,
  which: { only?: number; except?: number | null } = {},
): Promise<number[]> {
  const [column, id] = ownerColumn(owner);
  let query = trx
    .updateTable('session')
    .set({ revokedAt: now })
    .where(column, '=', id)
    .where('revokedAt', 'is', null)
    .returning('id');
  if (which.only !== undefined) query = query.where('id', '=', which.only);
  if (which.except !== undefined && which.except !== null) query = query.where('id', '!=', which.except);
  return (await query.execute()).map((row) => row.id);
}

/** All sessions of a member that are kept, the newest first. */
export const selectSessionsOf = async (db: Db | Tx, memberId: number) =>
  db
    .selectFrom('session')
    .select(['createdAt', 'lastSeenAt', 'revokedAt as endedAt', 'ip', 'userAgent'])
    .where('memberId', '=', memberId)
    .orderBy('id', 'desc')
    .execute();

export async function forgetSessions(trx: Tx, memberId: number): Promise<void> {
  await trx.deleteFrom('session').where('memberId', '=', memberId).execute();
}

const endedBefore = (before: Date) => (eb: ExpressionBuilder<DB, 'session'>) =>
  eb.or([eb('revokedAt', '<', before), eb('expiresAt', '<', before)]);

export async function countEndedSessions(db: Db, before: Date): Promise<number> {
  const row = await db
    .selectFrom('session')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where(endedBefore(before))
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function deleteEndedSessions(db: Db, before: Date): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('session').where(endedBefore(before)).executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
