import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { ChannelAccount as AccountTable } from '#platform/database/db-types';
import type { LocalDate } from '#shared/dates';
import type { ChannelKind } from '../rules/limits.ts';

/** An account as it is kept: its secrets are sealed. */
export interface AccountRow {
  id: number;
  kind: ChannelKind;
  name: string;
  libraryId: number | null;
  enabled: boolean;
  settings: unknown;
  secrets: unknown;
  expiresOn: LocalDate | null;
  refusedAt: Date | null;
  seenAs: string;
  triedAt: Date | null;
  createdAt: Date;
  createdBy: string;
  archivedAt: Date | null;
  version: number;
}

const accounts = (db: Db | Tx) =>
  db
    .selectFrom('channelAccount')
    .select([
      ...(['id', 'name', 'libraryId', 'enabled', 'settings', 'secrets', 'expiresOn', 'refusedAt', 'seenAs'] as const),
      ...(['triedAt', 'createdAt', 'createdBy', 'archivedAt', 'version'] as const),
      sql<ChannelKind>`kind`.as('kind'),
    ]);

export const findAccount = async (db: Db | Tx, id: number): Promise<AccountRow | undefined> =>
  accounts(db).where('id', '=', id).executeTakeFirst();

/** Holds an account until the transaction ends. */
export const lockAccount = async (trx: Tx, id: number): Promise<AccountRow | undefined> =>
  accounts(trx).where('id', '=', id).forUpdate().executeTakeFirst();

/** So many accounts a list shows; a network has a handful. */
const MOST_ACCOUNTS = 200;

/** Accounts by their names. @param libraryIds those of these libraries and of the network; null = all */
export async function selectAccounts(
  db: Db | Tx,
  { libraryIds, archived }: { libraryIds: readonly number[] | null; archived: boolean },
): Promise<AccountRow[]> {
  let query = accounts(db)
    .where('archivedAt', archived ? 'is not' : 'is', null)
    .orderBy('name')
    .orderBy('id')
    .limit(MOST_ACCOUNTS);
  if (libraryIds !== null)
    query = query.where(sql<boolean>`(library_id is null or library_id = any(${[...libraryIds]}::bigint[]))`);
  return query.execute();
}

export const insertAccount = async (trx: Tx, row: Insertable<AccountTable>): Promise<number> =>
  (await trx.insertInto('channelAccount').values(row).returning('id').executeTakeFirstOrThrow()).id;

export const updateAccount = async (trx: Tx, id: number, changes: Updateable<AccountTable>) =>
  trx
    .updateTable('channelAccount')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();

/** The same secrets, sealed by another key: nothing that people see has changed. */
export const replaceSecrets = async (trx: Tx, id: number, sealed: Record<string, string>) =>
  trx
    .updateTable('channelAccount')
    .set({ secrets: JSON.stringify(sealed) })
    .where('id', '=', id)
    .execute();

/** The accounts that keep secrets, in one order. */
export const selectWithSecrets = async (db: Db | Tx): Promise<{ id: number; secrets: unknown }[]> =>
  db
    .selectFrom('channelAccount')
    .select(['id', 'secrets'])
    .where(sql<boolean>`secrets <> '{}'`)
    .orderBy('id')
    .execute();

/** What a channel last said of its permission; nothing that an editor would overwrite. @param refusedAt null = it took it */
export const noteRefusal = async (db: Db | Tx, id: number, refusedAt: Date | null) =>
  db
    .updateTable('channelAccount')
    .set({ refusedAt })
    .where('id', '=', id)
    .where('refusedAt', refusedAt === null ? 'is not' : 'is', null)
    .execute();

/** What a trial came to: who we are there, and until when, where the channel says so. */
export async function noteTrial(
  db: Db | Tx,
  id: number,
  { at, seenAs, expiresOn }: { at: Date; seenAs: string; expiresOn: LocalDate | null },
): Promise<void> {
  await db
    .updateTable('channelAccount')
    .set({ triedAt: at, seenAs, refusedAt: null, ...(expiresOn !== null && { expiresOn }) })
    .where('id', '=', id)
    .execute();
}

/** Accounts in use whose permission was refused or ends by a day, and the first such day. */
export async function countEnding(
  db: Db,
  libraryIds: readonly number[] | null,
  until: LocalDate,
): Promise<{ count: number; since: Date | null }> {
  let query = db
    .selectFrom('channelAccount')
    .select([sql<number>`count(*)::int`.as('count'), sql<Date | null>`min(refused_at)`.as('since')])
    .where('enabled', '=', true)
    .where('archivedAt', 'is', null)
    .where(sql<boolean>`(refused_at is not null or expires_on <= ${until}::date)`);
  if (libraryIds !== null) query = query.where('libraryId', '=', sql<number>`any(${[...libraryIds]}::bigint[])`);
  return query.executeTakeFirstOrThrow();
}
