import type { Db, Tx } from '#platform/database/db';
import { stakesIn } from '#platform/stakes';
import type { SessionOwner } from './sessions.queries.ts';

/** Whose session a token once opened that opens none any more (its time is over, or it was ended); null = nobody's who may come back. */
export async function findLapsedSession(db: Db, tokenHash: Buffer, now: Date): Promise<{ id: number } | null> {
  const row = await db
    .selectFrom('session')
    .leftJoin('account', 'account.id', 'session.accountId')
    .leftJoin(stakesIn('reader').as('reader'), 'reader.memberId', 'session.memberId')
    .select('session.id')
    .where('session.tokenHash', '=', tokenHash)
    .where((eb) => eb.or([eb('session.expiresAt', '<=', now), eb('session.revokedAt', 'is not', null)]))
    .where((eb) => eb.or([eb('account.status', '=', 'active'), eb('reader.active', '=', true)]))
    .executeTakeFirst();
  return row ?? null;
}

/** A session keeps one form, the last one. */
export async function upsertKeptForm(
  trx: Tx,
  row: { sessionId: number; tokenHash: Buffer; at: Date; content: Buffer },
): Promise<void> {
  await trx
    .insertInto('keptForm')
    .values(row)
    .onConflict((conflict) => conflict.column('sessionId').doUpdateSet(row))
    .execute();
}

/** @returns its content if it is this owner's and not older than `since` */
export async function findKeptForm(
  db: Db,
  { tokenHash, owner, since }: { tokenHash: Buffer; owner: SessionOwner; since: Date },
): Promise<Buffer | null> {
  let query = db
    .selectFrom('keptForm')
    .innerJoin('session', 'session.id', 'keptForm.sessionId')
    .select('keptForm.content')
    .where('keptForm.tokenHash', '=', tokenHash)
    .where('keptForm.at', '>', since);
  query =
    'accountId' in owner
      ? query.where('session.accountId', '=', owner.accountId)
      : query.where('session.memberId', '=', owner.memberId);
  return (await query.executeTakeFirst())?.content ?? null;
}

export async function deleteKeptForm(
  db: Db,
  { tokenHash, owner }: { tokenHash: Buffer; owner: SessionOwner },
): Promise<void> {
  const [column, id] =
    'accountId' in owner ? (['accountId', owner.accountId] as const) : (['memberId', owner.memberId] as const);
  await db
    .deleteFrom('keptForm')
    .where('tokenHash', '=', tokenHash)
    .where('sessionId', 'in', (eb) => eb.selectFrom('session').select('id').where(column, '=', id))
    .execute();
}

export async function deleteKeptFormsBefore(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('keptForm').where('at', '<=', before).execute();
}
