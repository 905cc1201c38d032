import { sql } from 'kysely';
import type { Grant } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { stakesIn } from '#platform/stakes';
import { reachesOwnMembersOnly } from '../rules/reach.ts';

export async function grantsOf(db: Db | Tx, accountId: number): Promise<Grant[]> {
  const rows = await db
    .selectFrom('roleGrant')
    .innerJoin('role', 'role.id', 'roleGrant.roleId')
    .leftJoin('library', 'library.id', 'roleGrant.libraryId')
    .select(['roleGrant.libraryId', 'role.permissions', 'role.code', 'library.type'])
    .where('roleGrant.accountId', '=', accountId)
    .execute();
  return rows.map(({ libraryId, permissions, code, type }) => ({
    libraryId,
    permissions,
    ownMembersOnly: reachesOwnMembersOnly({ libraryId, role: code, libraryType: type }),
  }));
}

export async function findLiveSession(db: Db, tokenHash: Buffer, now: Date) {
  return db
    .selectFrom('session')
    .leftJoin('account', 'account.id', 'session.accountId')
    .leftJoin(stakesIn('reader').as('reader'), 'reader.memberId', 'session.memberId')
    .select([
      'session.id',
      'session.lastSeenAt',
      'session.expiresAt',
      'account.id as accountId',
      'account.username',
      'account.fullName as accountName',
      'account.homeLibraryId',
      'account.locale as accountLocale',
      'reader.memberId',
      'reader.number as memberNumber',
      'reader.name as memberName',
      'reader.locale as memberLocale',
    ])
    .where('session.tokenHash', '=', tokenHash)
    .where('session.revokedAt', 'is', null)
    .where('session.expiresAt', '>', now)
    .where((eb) => eb.or([eb('account.status', '=', 'active'), eb('reader.active', '=', true)]))
    .executeTakeFirst();
}

export async function touchSession(db: Db, id: number, now: Date): Promise<void> {
  await db.updateTable('session').set({ lastSeenAt: now }).where('id', '=', id).execute();
}

export async function findLiveToken(db: Db, tokenHash: Buffer, now: Date) {
  return db
    .selectFrom('apiToken')
    .innerJoin('account', 'account.id', 'apiToken.accountId')
    .select([
      'apiToken.id',
      'apiToken.scopes',
      'apiToken.lastUsedAt',
      'account.id as accountId',
      'account.username',
      'account.fullName',
      'account.homeLibraryId',
    ])
    .where('apiToken.tokenHash', '=', tokenHash)
    .where('apiToken.revokedAt', 'is', null)
    .where((eb) => eb.or([eb('apiToken.expiresAt', 'is', null), eb('apiToken.expiresAt', '>', now)]))
    .where('account.status', '=', 'active')
    .executeTakeFirst();
}

/** Minutes matter here, not milliseconds: written at most once a minute. */
export async function touchToken(db: Db, id: number, now: Date): Promise<void> {
  await db
    .updateTable('apiToken')
    .set({ lastUsedAt: now })
    .where('id', '=', id)
    .where((eb) =>
      eb.or([
        eb('lastUsedAt', 'is', null),
        eb('lastUsedAt', '<', sql<Date>`${now}::timestamptz - interval '1 minute'`),
      ]),
    )
    .execute();
}

export const findActiveAccount = async (db: Db | Tx, id: number) =>
  db
    .selectFrom('account')
    .select(['id', 'username', 'fullName as name', 'homeLibraryId'])
    .where('id', '=', id)
    .where('status', '=', 'active')
    .executeTakeFirst();
