import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { AppError, ErrorParams } from '#platform/errors';
import type { RunState } from './runs.queries.ts';

/** The whole cluster at a moment, from which the journal is played back. */
export interface JournalBase {
  id: number;
  state: RunState;
  folder: string;
  /** Of the cluster: another one numbers its pieces anew. */
  systemId: string;
  fileName: string;
  sizeBytes: number | null;
  askedAt: Date;
  endedAt: Date | null;
  madeAt: Date | null;
  recipient: string | null;
  firstSegment: string | null;
  stopSegment: string | null;
  lastSegment: string | null;
  shippedAt: Date | null;
  brokenAt: Date | null;
  errorCode: string | null;
  errorParams: ErrorParams;
}

const bases = (db: Db | Tx) =>
  db
    .selectFrom('backupBase')
    .select(['id', 'state', 'folder', 'systemId', 'fileName', 'askedAt', 'endedAt', 'madeAt', 'recipient'])
    .select(['firstSegment', 'stopSegment', 'sizeBytes'])
    .select(['lastSegment', 'shippedAt', 'brokenAt', 'errorCode', 'errorParams'])
    .$narrowType<{ state: RunState; errorParams: ErrorParams }>();

/** @returns null: one is being made, or waits, already */
export async function insertBase(
  trx: Tx,
  base: Pick<JournalBase, 'folder' | 'systemId' | 'fileName' | 'askedAt'>,
): Promise<number | null> {
  const row = await trx
    .insertInto('backupBase')
    .values(base)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

export const selectBase = async (db: Db | Tx, id: number): Promise<JournalBase | undefined> =>
  bases(db).where('id', '=', id).executeTakeFirst();

/** The one that was asked for last. */
export const selectLastBase = async (db: Db | Tx): Promise<JournalBase | undefined> =>
  bases(db).orderBy('id', 'desc').limit(1).executeTakeFirst();

export const selectOpenBases = async (db: Db | Tx): Promise<JournalBase[]> =>
  bases(db).where('state', 'in', ['waiting', 'running']).execute();

/** Those that new pieces are of use to: whole or being written, and with no piece missing. */
export const selectLiving = async (
  db: Db | Tx,
  { folder, systemId }: Pick<JournalBase, 'folder' | 'systemId'>,
): Promise<JournalBase[]> =>
  bases(db)
    .where('systemId', '=', systemId)
    .where('folder', '=', folder)
    .where('state', 'in', ['running', 'done'])
    .where('recipient', 'is not', null)
    .where('brokenAt', 'is', null)
    .where('removedAt', 'is', null)
    .orderBy('id')
    .execute();

/** Those that lie in a folder, the newest first. */
export const selectKeptBases = async (
  db: Db | Tx,
  { folder, systemId }: Pick<JournalBase, 'folder' | 'systemId'>,
): Promise<JournalBase[]> =>
  bases(db)
    .where('systemId', '=', systemId)
    .where('folder', '=', folder)
    .where('state', '=', 'done')
    .where('removedAt', 'is', null)
    .orderBy('id', 'desc')
    .execute();

export async function noteBaseBegun(db: Db, id: number, recipient: string): Promise<void> {
  await db
    .updateTable('backupBase')
    .set({ state: 'running', recipient })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'running'])
    .execute();
}

/** @returns false: it has ended already, or a piece was lost while it was written */
export async function noteBaseDone(
  trx: Tx,
  id: number,
  done: { madeAt: Date; endedAt: Date; sizeBytes: number; firstSegment: string; stopSegment: string },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('backupBase')
    .set({ ...done, state: 'done' })
    .where('id', '=', id)
    .where('brokenAt', 'is', null)
    .where('state', 'in', ['waiting', 'running'])
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** @returns false: it has ended already */
export async function noteBaseFailed(trx: Tx, id: number, reason: AppError, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('backupBase')
    .set({ state: 'failed', endedAt: now, errorCode: reason.code, errorParams: JSON.stringify(reason.params) })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'running'])
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function noteShipped(
  db: Db,
  ids: readonly number[],
  lastSegment: string | null,
  now: Date,
): Promise<void> {
  await db
    .updateTable('backupBase')
    .set({ shippedAt: now })
    .$if(lastSegment !== null, (query) =>
      query.set({ lastSegment: sql<string>`greatest(last_segment, ${lastSegment}::text)` }),
    )
    .where('id', 'in', ids)
    .execute();
}

/** A piece is missing: what is whole goes no further; whatever is being written is of no use. @param ids left out: every one */
export async function noteBroken(db: Db, now: Date, ids?: readonly number[]): Promise<void> {
  await db
    .updateTable('backupBase')
    .set({ brokenAt: now })
    .where('brokenAt', 'is', null)
    .where('state', 'in', ['running', 'done'])
    .$if(ids !== undefined, (query) => query.where('id', 'in', ids ?? []))
    .execute();
}

export async function noteBaseRemoved(db: Db, id: number, now: Date): Promise<void> {
  await db.updateTable('backupBase').set({ removedAt: now }).where('id', '=', id).execute();
}

/** What is said of bases of long ago goes; those that lie somewhere stay. */
export async function deleteOldBases(db: Db, before: Date): Promise<void> {
  await db
    .deleteFrom('backupBase')
    .where('askedAt', '<', before)
    .where(sql<boolean>`(state = 'failed' or removed_at is not null)`)
    .execute();
}

/** What the bundled server says of itself. */
export interface JournalServer {
  /** Where its cluster lies. */
  clusterDir: string;
  /** Of the cluster, with a word of its own where it was restored: by this its journal is told from every other. */
  systemId: string;
  /** It keeps a journal since its start. */
  archives: boolean;
  /** Bytes of its log that wait for the journal, or for their turn. */
  logBytes: number;
}

export async function selectServer(db: Db): Promise<JournalServer> {
  const { rows } = await sql<JournalServer>`
    select current_setting('data_directory') as cluster_dir, current_setting('archive_mode') = 'on' as archives,
      (select system_identifier::text from pg_control_system()) || coalesce((select journal_word from backup_plan), '') as system_id,
      (select coalesce(sum(size), 0)::float8 from pg_ls_waldir()) as log_bytes`.execute(db);
  const [server] = rows;
  if (!server) throw new Error('the server says nothing of itself');
  return server;
}
