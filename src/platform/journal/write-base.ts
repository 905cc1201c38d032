import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { withClient } from '../backup/scratch.ts';
import type { Seal } from '../backup/seal.ts';
import { writeArchive, type ArchiveWriter, type WrittenFile } from '../backup/write-archive.ts';
import type { DbAddress } from '../database/db.ts';

export const BASE_HEADER = 'jurnal.json';
export const BASE_KEY = 'kunci.txt';
export const BASE_LABEL = 'backup_label';
export const BASE_FOLDERS = 'folder.json';
export const BASE_END = 'akhir.json';

export const baseHeader = z.object({
  /** Of the journal, e.g. 1. */
  format: z.number().int(),
  /** Of package.json. */
  release: z.string(),
  /** When it was begun. */
  madeAt: z.iso.datetime(),
  /** Of PostgreSQL, e.g. 18: another one does not read it. */
  major: z.number().int(),
});
export type BaseHeader = z.output<typeof baseHeader>;
export const BASE_FORMAT = 1;

export const baseEnd = z.object({
  /** The instant from which on its rows can be had. */
  madeAt: z.iso.datetime(),
  /** Pieces without which it is nothing, from the first to the last. */
  firstSegment: z.string(),
  stopSegment: z.string(),
});
export type BaseEnd = z.output<typeof baseEnd>;
/** So long PostgreSQL may take to lay its last piece into the spool. */
const STOP_MS = 10 * 60_000;

export interface BaseSource {
  address: DbAddress;
  release: string;
  now: () => Date;
  /** The content of `secrets.json`, where it goes along. */
  keys: Uint8Array | null;
  /** Opens the pieces of the journal that are written from now on. */
  identity: string;
  seal: Seal;
  signal?: AbortSignal;
}

/** What is of this run of the server alone, or is made anew (PostgreSQL's manual, "Making a Base Backup Using the Low Level API"). */
const LEFT_OUT = [
  /^postmaster\.(?:pid|opts)$/,
  /^backup_label/,
  /^(?:pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\//,
  /(?:^|\/)pgsql_tmp/,
  /(?:^|\/)pg_internal\.init/,
];

/** So many bytes of a file that people write into meanwhile: one that has become shorter is filled up, and the log puts both right. */
async function* bytesOf(path: string, sizeBytes: number): AsyncGenerator<Buffer> {
  let left = sizeBytes;
  if (left > 0) {
    for await (const chunk of createReadStream(path, { end: sizeBytes - 1 }) as AsyncIterable<Buffer>) {
      yield chunk;
      left -= chunk.length;
    }
  }
  if (left > 0) yield Buffer.alloc(left);
}

async function addCluster(archive: ArchiveWriter, clusterDir: string, signal: AbortSignal | undefined): Promise<void> {
  const entries = await readdir(clusterDir, { recursive: true, withFileTypes: true });
  const nameOf = (entry: (typeof entries)[number]): string =>
    join(entry.parentPath, entry.name).slice(clusterDir.length + 1);
  const folders = entries.filter((entry) => entry.isDirectory()).map(nameOf);
  await archive.add(BASE_FOLDERS, Buffer.from(JSON.stringify(folders.sort())));
  const files = entries.filter((entry) => entry.isFile()).map(nameOf);
  for (const name of files.filter((file) => !LEFT_OUT.some((out) => out.test(file))).sort()) {
    signal?.throwIfAborted();
    const path = join(clusterDir, name);
    const found = await stat(path).catch(() => null);
    // a table that was dropped meanwhile
    if (found) await archive.addBytes(`pg/${name}`, found.size, Readable.from(bytesOf(path, found.size)));
  }
}

export interface BaseMade extends WrittenFile {
  madeAt: Date;
  /** The first piece of the log without which it is nothing. */
  firstSegment: string;
  stopSegment: string;
}

/**
 * Writes the whole cluster of the bundled database into one sealed file, while people work: from it and the pieces of the log since then the
 * database can be brought to any instant after it. Waits until the last piece that it needs lies in the spool.
 */
export async function writeBase(source: BaseSource, target: string): Promise<BaseMade> {
  const { address, release, now, keys, identity, seal, signal } = source;
  return withClient(address, async (client) => {
    await client.query('set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; set lock_timeout = 0');
    const ask = async (query: string): Promise<string> => {
      const { rows } = await client.query<{ said: string }>(query);
      return rows[0]?.said ?? '';
    };
    const clusterDir = await ask("select current_setting('data_directory') as said");
    const major = Number(await ask("select current_setting('server_version_num')::integer / 10000 as said"));
    const firstSegment = await ask("select pg_walfile_name(pg_backup_start('lumbung', true)) as said");
    let end: BaseEnd = { madeAt: now().toISOString(), firstSegment, stopSegment: firstSegment };
    const written = await writeArchive(
      { path: target, seal, signal },
      () => ({}),
      async (archive) => {
        const header: BaseHeader = { format: BASE_FORMAT, release, madeAt: end.madeAt, major };
        await archive.add(BASE_HEADER, Buffer.from(JSON.stringify(header)));
        await archive.add(BASE_KEY, Buffer.from(`${identity}\n`));
        if (keys) await archive.add('secrets.json', keys);
        await addCluster(archive, clusterDir, signal);
        await client.query(`set statement_timeout = ${STOP_MS}`);
        const { rows } = await client.query<{ label: string; stop: string }>(
          'select labelfile as label, pg_walfile_name(lsn) as stop from pg_backup_stop(true)',
        );
        end = { madeAt: now().toISOString(), firstSegment, stopSegment: rows[0]?.stop ?? firstSegment };
        await archive.add(BASE_LABEL, Buffer.from(rows[0]?.label ?? ''));
        await archive.add(BASE_END, Buffer.from(JSON.stringify(end)));
      },
    );
    return { ...written, madeAt: new Date(end.madeAt), firstSegment, stopSegment: end.stopSegment };
  });
}
