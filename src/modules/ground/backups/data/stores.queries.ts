import { sql } from 'kysely';
import type { Insertable, Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { BackupStore as StoreTable } from '#platform/database/db-types';

export type StoreKind = 's3' | 'rsync';

/** A store elsewhere, as it is kept: its secret is sealed. */
export interface StoredStore {
  id: number;
  name: string;
  kind: StoreKind;
  address: string;
  bucket: string;
  folder: string;
  region: string;
  accessKey: string;
  secret: string | null;
  active: boolean;
  since: Date;
  version: number;
}

const stores = (db: Db | Tx) =>
  db
    .selectFrom('backupStore')
    .select(['id', 'name', 'kind', 'address', 'bucket', 'folder', 'region', 'accessKey', 'secret'])
    .select(['active', 'since', 'version'])
    .$narrowType<{ kind: StoreKind }>();

export const selectStores = async (db: Db | Tx): Promise<StoredStore[]> => stores(db).orderBy('id').execute();

export const selectStore = async (db: Db | Tx, id: number): Promise<StoredStore | undefined> =>
  stores(db).where('id', '=', id).executeTakeFirst();

export const lockStore = async (trx: Tx, id: number): Promise<StoredStore | undefined> =>
  stores(trx).where('id', '=', id).forUpdate().executeTakeFirst();

/** The same of all of them, in one order. */
export const lockStores = async (trx: Tx): Promise<StoredStore[]> => stores(trx).orderBy('id').forUpdate().execute();

/** Whoever adds one does so alone: the list may not grow past its end. */
export async function countStoresToAdd(trx: Tx): Promise<number> {
  await sql`lock table backup_store in share row exclusive mode`.execute(trx);
  return (await selectStores(trx)).length;
}

export const insertStore = async (trx: Tx, row: Insertable<StoreTable>): Promise<number> =>
  (await trx.insertInto('backupStore').values(row).returning('id').executeTakeFirstOrThrow()).id;

export async function updateStore(trx: Tx, id: number, changes: Updateable<StoreTable>): Promise<void> {
  await trx
    .updateTable('backupStore')
    .set(changes)
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** The same secret, sealed by another key: nothing that people see has changed. */
export async function replaceStoreSecret(trx: Tx, id: number, secret: string): Promise<void> {
  await trx.updateTable('backupStore').set({ secret }).where('id', '=', id).execute();
}

export async function deleteStore(trx: Tx, id: number): Promise<void> {
  await trx.deleteFrom('backupStore').where('id', '=', id).execute();
}
