import { randomUUID } from 'node:crypto';
import { constants, createWriteStream, existsSync } from 'node:fs';
import { copyFile, link, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { poolConfig, type DbAddress } from '../database/db.ts';
import { STORAGE_KEY } from '../storage.ts';
import {
  DICTIONARY,
  FORMAT,
  HEADER,
  JOBS,
  KEYS,
  OPEN_FORMAT,
  type BackupHeader,
  type BackupTable,
} from './archive-format.ts';
import { appliedMigrations, columnList, keptTables, quoted, SAME_TEXT, sequenceStates, waitingJobs } from './tables.ts';
import { describeTables } from './dictionary.ts';
import type { Seal } from './seal.ts';
import { writeArchive, type ArchiveWriter } from './write-archive.ts';

/** Rows are cut into parts of about this size, because a part's size stands before it. */
const PART_BYTES = 4 * 1024 * 1024;

export interface BackupSource {
  address: DbAddress;
  /** null = the rows alone: the files stay where they are. */
  filesDir: string | null;
  release: string;
  now: Date;
  /** The content of `secrets.json`, where it goes along. */
  keys: Uint8Array | null;
  /** How it is sealed; left out: anybody who has the file can read it. */
  seal?: Seal | null;
  /** For other programs: a CSV file for each table and a dictionary; and these files of the disk, by the names that they get. */
  open?: { files: readonly { name: string; path: string }[] };
  /** Aborts when nobody wants it any more. */
  signal?: AbortSignal;
  /** Told how many of about how many rows are written. */
  progress?: (rows: number, total: number) => void;
}

export interface BackupMade {
  tables: number;
  rows: number;
  files: number;
  sizeBytes: number;
  /** Of the file as it lies there. */
  sha256: string;
}

/**
 * Writes everything that must be kept into one file: the rows of one instant, and the files that they name. People may work
 * meanwhile. Throws `backup.file_exists`.
 */
export async function writeBackup(source: BackupSource, target: string): Promise<BackupMade> {
  const { filesDir } = source;
  const held = filesDir === null ? null : join(filesDir, `.backup-${randomUUID()}`);
  const hold = async (): Promise<void> => {
    if (filesDir !== null && held !== null) await holdFiles(filesDir, held);
  };
  const client = new pg.Client(poolConfig(source.address, 1, null));
  // the query that waits says what happened
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; ${SAME_TEXT}`);
    // before the snapshot and after it: whatever the snapshot names was there at one of the two
    await hold();
    await client.query('begin isolation level repeatable read read only');
    const tables = await keptTables(client);
    const jobs = await waitingJobs(client);
    const header: BackupHeader = {
      format: source.open ? OPEN_FORMAT : FORMAT,
      release: source.release,
      madeAt: source.now.toISOString(),
      migrations: await appliedMigrations(client),
      ...(filesDir === null && { rowsAlone: true }),
      tables,
      sequences: await sequenceStates(client),
      queues: [...new Set(jobs.map(({ queue }) => queue))],
    };
    await hold();
    const files = held === null ? [] : await storedFiles(held);
    const rows: Record<string, number> = {};
    const told = await progressOf(client, tables, source.progress);
    const written = await writeArchive(
      { path: target, seal: source.seal ?? null, signal: source.signal },
      () => rows,
      async (archive) => {
        await archive.add(HEADER, Buffer.from(JSON.stringify(header)));
        if (source.keys) await archive.add(KEYS, source.keys);
        for (const key of files) await archive.addFile(`files/${key}`, join(held ?? '', key));
        if (source.open) {
          await archive.add(DICTIONARY, Buffer.from(JSON.stringify(await describeTables(client, tables), null, 2)));
          for (const { name, path } of source.open.files) await archive.addFile(name, path);
          const drafts = await mkdtemp(join(dirname(target), '.ekspor-'));
          try {
            for (const table of tables)
              rows[table.name] = await copyOutAsCsv(client, archive, table, join(drafts, `${table.name}.csv`));
          } finally {
            await rm(drafts, { recursive: true, force: true });
          }
        } else for (const table of tables) rows[table.name] = await copyOut(client, archive, table, told);
        await archive.add(JOBS, Buffer.from(JSON.stringify(jobs)));
      },
    );
    const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
    return { tables: tables.length, rows: total, files: files.length, ...written };
  } finally {
    await client.end();
    if (held !== null) await rm(held, { recursive: true, force: true });
  }
}

const HELD = /^\.backup-[0-9a-f-]{36}$/;
/** No backup takes as long. */
const LONGEST_MS = 86_400_000;

/** Second names of files that a backup left whose process was killed: what is erased would stay on the disk by them. */
export async function dropHeld(filesDir: string, now: Date): Promise<void> {
  const names = (await readdir(filesDir).catch(() => [])).filter((name) => HELD.test(name));
  for (const name of names) {
    const path = join(filesDir, name);
    const found = await stat(path).catch(() => null);
    if (found && now.getTime() - found.mtimeMs > LONGEST_MS) await rm(path, { recursive: true, force: true });
  }
}

const NEW_LINE = 10;

/** Counts the rows that go by (each ends with its line) against what the database believes to have. */
async function progressOf(
  client: pg.ClientBase,
  tables: readonly BackupTable[],
  progress: BackupSource['progress'],
): Promise<(part: Buffer) => void> {
  if (!progress) return () => undefined;
  const { rows } = await client.query<{ total: number }>(
    `select coalesce(sum(greatest(reltuples, 0)), 0)::float8 as total from pg_class
     where relnamespace = 'public'::regnamespace and relkind = 'r' and relname = any ($1)`,
    [tables.map(({ name }) => name)],
  );
  const about = Math.round(rows[0]?.total ?? 0);
  let done = 0;
  return (part) => {
    for (let at = part.indexOf(NEW_LINE); at !== -1; at = part.indexOf(NEW_LINE, at + 1)) done += 1;
    progress(done, Math.max(done, about));
  };
}

/** @returns how many rows the table has */
async function copyOut(
  client: pg.ClientBase,
  archive: ArchiveWriter,
  table: BackupTable,
  told: (part: Buffer) => void,
): Promise<number> {
  const stream = client.query(copyTo(`copy (select ${columnList(table)} from ${quoted(table.name)}) to stdout`));
  let waiting: Buffer[] = [];
  let size = 0;
  let part = 0;
  const flush = async (): Promise<void> => {
    if (size === 0) return;
    const rows = Buffer.concat(waiting, size);
    await archive.add(`tables/${table.name}/${String(++part).padStart(6, '0')}`, rows);
    told(rows);
    waiting = [];
    size = 0;
  };
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    waiting.push(chunk);
    size += chunk.length;
    if (size >= PART_BYTES) await flush();
  }
  await flush();
  return stream.rowCount;
}

/** As one file, by way of the disk: its size stands before it. @returns how many rows the table has */
async function copyOutAsCsv(
  client: pg.ClientBase,
  archive: ArchiveWriter,
  table: BackupTable,
  draft: string,
): Promise<number> {
  const from = `(select ${columnList(table)} from ${quoted(table.name)})`;
  const stream = client.query(copyTo(`copy ${from} to stdout with (format csv, header true)`));
  try {
    await pipeline(stream, createWriteStream(draft, { mode: 0o600, flags: 'wx' }));
    await archive.addFile(`tables/${table.name}.csv`, draft);
  } finally {
    await rm(draft, { force: true });
  }
  return stream.rowCount;
}

/** Keys of the stored files, without what is being uploaded at the moment. */
async function storedFiles(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((key) => STORAGE_KEY.test(key))
    .sort();
}

/** Gives each stored file a second name, so that it stays until it is in the backup, whoever removes it meanwhile. */
async function holdFiles(filesDir: string, held: string): Promise<void> {
  await mkdir(held, { recursive: true, mode: 0o700 });
  for (const key of await storedFiles(filesDir)) {
    const target = join(held, key);
    if (existsSync(target)) continue;
    await mkdir(dirname(target), { recursive: true });
    try {
      await link(join(filesDir, key), target);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : null;
      if (code === 'ENOENT') continue;
      // a disk that knows no second names
      await copyFile(join(filesDir, key), target, constants.COPYFILE_FICLONE);
    }
  }
}
