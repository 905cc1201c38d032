import { sql } from 'kysely';
import type { Grant } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { Kept } from '#platform/database/kept';
import { stakesIn } from '#platform/stakes';
import { reachesOwnMembersOnly } from '../rules/reach.ts';

/** What every account may do: some hundred rows in a city. */
const grants = new Kept(['roleGrant', 'role', 'library'], async (db) => {
  const rows = await db
    .selectFrom('roleGrant')
    .innerJoin('role', 'role.id', 'roleGrant.roleId')
    .leftJoin('library', 'library.id', 'roleGrant.libraryId')
    .select(['roleGrant.accountId', 'roleGrant.libraryId', 'role.permissions', 'role.code', 'library.type'])
    .execute();
  const byAccount = Map.groupBy(rows, ({ accountId }) => accountId);
  return new Map([...byAccount].map(([accountId, own]) => [accountId, own.map(toGrant)]));
});

const toGrant = (row: {
  libraryId: number | null;
  permissions: string[];
  code: string;
  type: string | null;
}): Grant => ({
  libraryId: row.libraryId,
  permissions: row.permissions,
  ownMembersOnly: reachesOwnMembersOnly({ libraryId: row.libraryId, role: row.code, libraryType: row.type }),
});

/** Asks along with whom it is about, in one piece: where the database stands has to be asked all the same. */
export async function readGrants(db: Db): Promise<void> {
  await grants.of(db);
}

export const grantsOf = async (db: Db | Tx, accountId: number): Promise<Grant[]> =>
  (await grants.of(db)).get(accountId) ?? [];

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
