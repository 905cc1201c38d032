import type { Db, Tx } from '#platform/database/db';

export interface AccountRow {
  id: number;
  /** Lower case; what the person types to sign in. */
  username: string;
  fullName: string;
  email: string | null;
  status: string;
  locale: string;
  homeLibraryId: number | null;
  lockedUntil: Date | null;
  lastSignInAt: Date | null;
  isSample: boolean;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}
export interface GrantRow {
  id: number;
  accountId: number;
  roleId: number;
  roleCode: string;
  roleNameId: string;
  roleNameEn: string;
  /** null = network-wide */
  libraryId: number | null;
  permissions: string[];
}

const COLUMNS = [
  'id',
  'username',
  'fullName',
  'email',
  'status',
  'locale',
  'homeLibraryId',
  'lockedUntil',
  'lastSignInAt',
  'isSample',
  'version',
  'createdAt',
  'updatedAt',
] as const;

export const findAccount = async (db: Db | Tx, id: number): Promise<AccountRow | undefined> =>
  db.selectFrom('account').select(COLUMNS).where('id', '=', id).executeTakeFirst();

export const findAccountByUsername = async (db: Db | Tx, username: string): Promise<AccountRow | undefined> =>
  db.selectFrom('account').select(COLUMNS).where('username', '=', username.toLowerCase()).executeTakeFirst();

export async function anyAccount(db: Db | Tx): Promise<boolean> {
  return (await db.selectFrom('account').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** Whether the first account ever made is one of the sample city; null where there is none. */
export async function firstAccountIsSample(db: Db | Tx): Promise<boolean | null> {
  const first = await db.selectFrom('account').select('isSample').orderBy('id').limit(1).executeTakeFirst();
  return first?.isSample ?? null;
}

export interface AccountFilter {
  /** Part of the username, name or e-mail. */
  q?: string | undefined;
  status?: 'active' | 'disabled' | undefined;
  libraryId?: number | undefined;
  /** 'all', or only accounts whose home is one of these libraries. */
  homes: 'all' | readonly number[];
  after?: { fullName: string; id: number } | null;
  limit: number;
}

export async function findAccounts(db: Db, filter: AccountFilter): Promise<AccountRow[]> {
  let query = db.selectFrom('account').select(COLUMNS).orderBy('fullName').orderBy('id').limit(filter.limit);
  const { q, status, libraryId, homes, after } = filter;
  if (q) {
    const like = `%${q.replaceAll(/[\\%_]/g, '\\$&')}%`;
    query = query.where((eb) =>
      eb.or([eb('username', 'ilike', like), eb('fullName', 'ilike', like), eb('email', 'ilike', like)]),
    );
  }
  if (status) query = query.where('status', '=', status);
  if (libraryId !== undefined) query = query.where('homeLibraryId', '=', libraryId);
  if (homes !== 'all') query = query.where('homeLibraryId', 'in', homes.length > 0 ? [...homes] : [-1]);
  if (after) {
    query = query.where((eb) =>
      eb.or([
        eb('fullName', '>', after.fullName),
        eb.and([eb('fullName', '=', after.fullName), eb('id', '>', after.id)]),
      ]),
    );
  }
  return query.execute();
}

export async function findGrants(db: Db | Tx, accountIds: readonly number[]): Promise<GrantRow[]> {
  if (accountIds.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('roleGrant')
    .innerJoin('role', 'role.id', 'roleGrant.roleId')
    .select([
      'roleGrant.id',
      'roleGrant.accountId',
      'roleGrant.roleId',
      'role.code as roleCode',
      'role.nameId as roleNameId',
      'role.nameEn as roleNameEn',
      'roleGrant.libraryId',
      'role.permissions',
    ])
    .where('roleGrant.accountId', 'in', [...accountIds])
    .orderBy('roleGrant.id')
    .execute();
}

export interface NewAccount {
  username: string;
  fullName: string;
  email: string | null;
  passwordHash: string;
  locale: 'id' | 'en';
  homeLibraryId: number | null;
  isSample: boolean;
  createdAt: Date;
  /** Left out: open. */
  status?: 'active' | 'disabled';
}

export const insertAccount = async (trx: Tx, account: NewAccount): Promise<AccountRow> =>
  trx
    .insertInto('account')
    .values({ ...account, updatedAt: account.createdAt })
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();

/** The names that accounts have. */
export const takenUsernames = async (db: Db | Tx): Promise<Set<string>> =>
  new Set((await db.selectFrom('account').select('username').execute()).map(({ username }) => username));

type Changes = Partial<{
  fullName: string;
  email: string | null;
  locale: 'id' | 'en';
  homeLibraryId: number | null;
  status: 'active' | 'disabled';
  passwordHash: string;
  failedCount: number;
  lockedUntil: Date | null;
}>;

/** Undefined when the version is not the one that was read. */
export const updateAccountRow = async (
  trx: Tx,
  id: number,
  version: number,
  changes: Changes,
  now: Date,
): Promise<AccountRow | undefined> =>
  trx
    .updateTable('account')
    .set({ ...changes, version: version + 1, updatedAt: now })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning(COLUMNS)
    .executeTakeFirst();

export interface PasswordRow {
  id: number;
  passwordHash: string;
  failedCount: number;
  lockedUntil: Date | null;
  status: string;
  isSample: boolean;
}
const PASSWORD_COLUMNS = ['id', 'passwordHash', 'failedCount', 'lockedUntil', 'status', 'isSample'] as const;

export const findPassword = async (db: Db, username: string): Promise<PasswordRow | undefined> =>
  db.selectFrom('account').select(PASSWORD_COLUMNS).where('username', '=', username).executeTakeFirst();

export const findPasswordById = async (db: Db, id: number): Promise<PasswordRow | undefined> =>
  db.selectFrom('account').select(PASSWORD_COLUMNS).where('id', '=', id).executeTakeFirst();

/** Locks the row: of many simultaneous guesses each counts. */
export const lockPassword = async (trx: Tx, id: number): Promise<PasswordRow> =>
  trx.selectFrom('account').select(PASSWORD_COLUMNS).where('id', '=', id).forUpdate().executeTakeFirstOrThrow();

/** Traces of signing in; they change no version, since nobody edits them. */
export async function updateSignInState(
  trx: Tx,
  id: number,
  state: { failedCount: number; lockedUntil: Date | null; lastSignInAt?: Date; passwordHash?: string },
): Promise<void> {
  await trx.updateTable('account').set(state).where('id', '=', id).execute();
}

export async function deleteAccount(trx: Tx, id: number): Promise<void> {
  await trx.deleteFrom('account').where('id', '=', id).execute();
}
