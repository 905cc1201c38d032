import { once } from 'node:events';
import { join } from 'node:path';
import pg from 'pg';
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams';
import { z } from 'zod';
import { openDb, poolConfig, type DbAddress } from '../database/db.ts';
import { prepareQueues, type PutBack } from '../background/jobs.ts';
import { migrate, migrationNames } from '../database/migrate.ts';
import { JOBS, KEYS, waitingJob, type BackupHeader, type BackupTable } from './archive-format.ts';
import { backupErrors } from './errors.ts';
import { storageKeyOf, storeFile } from './restore-files.ts';
import { readWhole, walkArchive, type CheckedArchive } from './read-archive.ts';
import type { SealKey } from './seal.ts';
import { columnList, foreignKeys, holdsLibrary, keptTables, quoted, SAME_TEXT, type ForeignKey } from './tables.ts';

export interface RestorePlace {
  address: DbAddress;
  /** null = the files are read, and left where they are: a drill. */
  filesDir: string | null;
  migrationsDir: string;
  /** Aborts when nobody wants it any more. */
  signal?: AbortSignal;
  /** What is to hold of the rows from the moment in which they are there, in their transaction. */
  settle?: (query: (text: string) => Promise<void>) => Promise<void>;
}

/**
 * Takes a backup back into a place where no library has been set up yet. All rows come in one transaction: whatever stops it leaves a
 * place that is still empty. Migrations that are newer than the backup run at the next start, as they do in an upgrade.
 * Throws `backup.newer`, `backup.not_empty`.
 * @param checked what checkArchive said of this file
 */
export async function restoreBackup(path: string, checked: CheckedArchive, place: RestorePlace): Promise<void> {
  const { header } = checked;
  const known = new Set(await migrationNames(place.migrationsDir));
  if (header.migrations.some((name) => !known.has(name))) throw backupErrors.newer({ release: header.release });
  const client = new pg.Client(poolConfig(place.address, 1, null));
  // the query that waits says what happened
  client.on('error', () => undefined);
  await client.connect();
  // the query that waits fails then
  const stop = (): void => void client.end();
  place.signal?.addEventListener('abort', stop);
  try {
    place.signal?.throwIfAborted();
    await client.query(
      `set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0; ${SAME_TEXT}`,
    );
    await emptySchema(client);
    const { db, pool } = openDb(poolConfig(place.address, 10, null));
    let putBack: PutBack;
    try {
      await migrate(db, place.migrationsDir, new Set(header.migrations));
      putBack = await prepareQueues(pool, header.queues);
    } finally {
      await db.destroy();
    }
    await client.query('begin');
    await expectShape(client, header);
    const keys = await foreignKeys(client);
    await openTables(client, header.tables, keys);
    await load(client, path, checked, place.filesDir, putBack);
    await closeTables(client, header, keys);
    await place.settle?.(async (text) => void (await client.query(text)));
    await client.query('commit');
  } finally {
    place.signal?.removeEventListener('abort', stop);
    await client.end();
  }
}

/** A database that was migrated and not set up yet is emptied; one with anything in it is left alone. */
async function emptySchema(client: pg.ClientBase): Promise<void> {
  if (await holdsLibrary(client)) throw backupErrors.notEmpty();
  await client.query('drop schema if exists pgboss cascade; drop schema public cascade; create schema public');
}

/** The tables that the backup's migrations make are those that it holds. */
async function expectShape(client: pg.ClientBase, header: BackupHeader): Promise<void> {
  const here = new Map((await keptTables(client)).map((table) => [table.name, new Set(table.columns)]));
  for (const { name, columns } of header.tables) {
    const has = here.get(name);
    if (!has || columns.some((column) => !has.has(column))) throw backupErrors.altered({ part: name });
  }
}

/** Rows come in any order and are what they were: nothing is derived from them meanwhile, and what they point at may come later. */
async function openTables(client: pg.ClientBase, tables: readonly BackupTable[], keys: ForeignKey[]): Promise<void> {
  for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${quoted(name)}`);
  for (const { name } of tables) await client.query(`alter table ${quoted(name)} disable trigger user`);
  await client.query(`truncate ${tables.map(({ name }) => quoted(name)).join(', ')}`);
}

async function closeTables(client: pg.ClientBase, header: BackupHeader, keys: ForeignKey[]): Promise<void> {
  for (const { name } of header.tables) await client.query(`alter table ${quoted(name)} enable trigger user`);
  // this checks that every row points at one that is there
  for (const { table, name, definition } of keys) {
    await client.query(`alter table ${table} add constraint ${quoted(name)} ${definition}`);
  }
  for (const { name, value, called } of header.sequences) {
    await client.query('select setval($1::regclass, $2::bigint, $3)', [`public.${quoted(name)}`, value, called]);
  }
}

/** How the table's file ends in what was written for other programs. */
const CSV = '.csv';

async function load(
  client: pg.ClientBase,
  path: string,
  { header: { tables }, key }: CheckedArchive,
  filesDir: string | null,
  putBack: PutBack,
): Promise<void> {
  const byName = new Map(tables.map((table) => [table.name, table]));
  let open: { table: string; stream: CopyStreamQuery } | null = null;
  // the server may say no (a full disk) while the archive is read and nobody waits for it
  const said: { no: Error | null } = { no: null };
  const close = async (): Promise<void> => {
    if (!open) return;
    if (said.no) throw said.no;
    const done = once(open.stream, 'finish');
    open.stream.end();
    open = null;
    await done;
  };
  const streamFor = async (name: string): Promise<CopyStreamQuery> => {
    if (open?.table === name) return open.stream;
    await close();
    const isCsv = name.endsWith(CSV);
    const table = byName.get(isCsv ? name.slice(0, -CSV.length) : name);
    if (!table) throw backupErrors.altered({ part: `tables/${name}` });
    const how = isCsv ? ' with (format csv, header match)' : '';
    const stream = client.query(copyFrom(`copy ${quoted(table.name)} (${columnList(table)}) from stdin${how}`));
    stream.on('error', (error: Error) => (said.no ??= error));
    open = { table: name, stream };
    return stream;
  };
  await walkArchive(
    path,
    async (part, content) => {
      const [kind, ...rest] = part.split('/');
      if (kind === 'tables') {
        const stream = await streamFor(rest[0] ?? '');
        for await (const chunk of content) {
          if (said.no) throw said.no;
          if (!stream.write(chunk)) await once(stream, 'drain');
        }
        return;
      }
      await close();
      if (kind === 'files') {
        const key = storageKeyOf(part);
        if (filesDir !== null) await storeFile(join(filesDir, key), content);
      }
      if (part === JOBS) {
        const jobs = z.array(waitingJob).parse(JSON.parse((await readWhole(content)).toString('utf8')));
        for (const { queue, data } of jobs) await putBack(client, queue, data);
      }
    },
    key,
  );
  await close();
}

/**
 * Sees to it that what is sealed in a backup can be read where it comes back. The keys are those that lie in the data folder (or come
 * from the environment) already, or those that the backup brings along.
 * Throws `backup.keys_missing` where there are none, `backup.keys_differ` where the backup's are others than the folder's.
 * @param key opens a sealed backup
 * @param here the content of `secrets.json` in the place; null where there is none
 * @returns what `secrets.json` must hold; null = it stays as it is
 */
export async function keysFor(path: string, key: SealKey | null, here: Buffer | null): Promise<Buffer | null> {
  let brought: Buffer | null = null;
  await walkArchive(
    path,
    async (part, content) => {
      if (part === KEYS) brought = await readWhole(content);
      // each part has to be read to its end
      else for await (const chunk of content) void chunk;
    },
    key,
  );
  return chooseKeys(brought, here);
}

function chooseKeys(brought: Buffer | null, here: Buffer | null): Buffer | null {
  if (!brought && !here) throw backupErrors.keysMissing();
  if (!brought || !here) return brought;
  if (!brought.equals(here)) throw backupErrors.keysDiffer();
  return null;
}
