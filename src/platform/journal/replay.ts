import { chownSync, createWriteStream, existsSync, rmSync, writeFileSync } from 'node:fs';
import { appendFile, chmod, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { backupErrors } from '../backup/errors.ts';
import { checkParts, readWhole, walkArchive } from '../backup/read-archive.ts';
import { identitiesIn, openedBytes, type SealKey } from '../backup/seal.ts';
import { choosePlace } from '../database/postgres-place.ts';
import type { ServerAccount } from '../database/stage.ts';
import { isSegment, segmentsBetween } from './segments.ts';
import { piecePath, shippedPieces } from './ship.ts';
import { shellWord } from './spool.ts';
import {
  BASE_END,
  BASE_FOLDERS,
  BASE_FORMAT,
  BASE_HEADER,
  BASE_KEY,
  BASE_LABEL,
  baseEnd,
  baseHeader,
  type BaseEnd,
  type BaseHeader,
} from './write-base.ts';

export interface CheckedBase {
  path: string;
  header: BaseHeader;
  end: BaseEnd;
  key: SealKey;
}

function parsed<T extends z.ZodType>(bytes: Buffer, shape: T, part: string): z.output<T> {
  try {
    return shape.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    throw backupErrors.altered({ part });
  }
}

/** Reads a base from its first byte to its last. Throws `backup.*`. */
export async function checkBase(path: string, key: SealKey): Promise<CheckedBase> {
  let header: BaseHeader | undefined;
  let end: BaseEnd | undefined;
  await checkParts(path, key, {
    name: BASE_HEADER,
    read: (bytes) => {
      header = parsed(bytes, baseHeader, BASE_HEADER);
      if (header.format > BASE_FORMAT) throw backupErrors.newer({ release: header.release });
    },
    others: { [BASE_END]: (bytes) => (end = parsed(bytes, baseEnd, BASE_END)) },
  });
  if (!header || !end) throw backupErrors.notABackup();
  return { path, header, end, key };
}

/** Whether every piece lies in a journal without which a base is nothing. */
export async function isComplete(
  journal: string,
  { firstSegment, stopSegment }: Omit<BaseEnd, 'madeAt'>,
): Promise<boolean> {
  const there = new Set(await shippedPieces(journal));
  return segmentsBetween(firstSegment, stopSegment)?.every((name) => there.has(name)) ?? false;
}

const SAFE = /^pg\/[\w./-]+$/;

/** What a base holds beside the files of the cluster. */
interface Unpacked {
  keys: Buffer | null;
  identities: SealKey;
}

/** Everything that was written belongs to the account of the database. */
async function giveTo(path: string, { uid, gid }: ServerAccount): Promise<void> {
  for (const entry of await readdir(path, { recursive: true, withFileTypes: true }))
    chownSync(join(entry.parentPath, entry.name), uid, gid);
  chownSync(path, uid, gid);
}

async function unpackBase({ path, key }: CheckedBase, clusterDir: string): Promise<Unpacked> {
  const found: { keys: Buffer | null; identity: string } = { keys: null, identity: '' };
  await walkArchive(
    path,
    async (part, content) => {
      if (part === BASE_KEY) found.identity = (await readWhole(content)).toString('utf8');
      else if (part === 'secrets.json') found.keys = await readWhole(content);
      else if (part === BASE_FOLDERS) {
        for (const folder of parsed(await readWhole(content), z.array(z.string()), part)) {
          if (!SAFE.test(`pg/${folder}`) || folder.includes('..')) throw backupErrors.altered({ part });
          await mkdir(join(clusterDir, folder), { recursive: true, mode: 0o700 });
        }
      } else if (part === BASE_LABEL) await writeFile(join(clusterDir, BASE_LABEL), await readWhole(content));
      else if (SAFE.test(part) && !part.includes('..'))
        await pipeline(
          Readable.from(content),
          createWriteStream(join(clusterDir, part.slice('pg/'.length)), { mode: 0o600 }),
        );
      else for await (const chunk of content) void chunk;
    },
    key,
  );
  return { keys: found.keys, identities: identitiesIn(found.identity) };
}

/** Lays the pieces into a folder, packed as they are (a day of them unpacked are 24 GB), up to the first that cannot be read. @returns its name; null = all could */
async function openPieces(
  journal: string,
  pieces: string,
  { identities, first }: { identities: SealKey; first: string },
): Promise<string | null> {
  for (const name of await shippedPieces(journal)) {
    if (isSegment(name) && name < first) continue;
    const packed = join(pieces, `${name}.gz`);
    const bytes = Readable.from(openedBytes(piecePath(journal, name), identities));
    try {
      await pipeline(bytes, createWriteStream(packed, { mode: 0o600 }));
    } catch (error) {
      await rm(packed, { force: true });
      const isOfTheDisk = error instanceof Error && 'syscall' in error;
      if (isOfTheDisk) throw error;
      return name;
    }
  }
  return null;
}

const MARK = 'jurnal-pulih.json';

/** A replay was begun in a data folder and not ended: what is in it may act for the house it came from. */
export const isReplaying = (dataDir: string): boolean => existsSync(join(dataDir, MARK));

/** What was played back is this house's own, or nobody's: it may be started like any other. */
export const endMark = (dataDir: string): void => rmSync(join(dataDir, MARK), { force: true });

export interface Replay {
  base: CheckedBase;
  /** Where the base and the pieces lie. */
  journal: string;
  /** Where no database is yet. */
  dataDir: string;
  /** Up to this instant; null = as far as there is anything. */
  until: Date | null;
}

export interface Prepared {
  /** The content of `secrets.json`, where the base brings it along. */
  keys: Buffer | null;
  /** Where the pieces lie meanwhile. */
  pieces: string;
  clusterDir: string;
  /** The first piece that could not be read: nothing behind it comes. */
  unreadable: string | null;
}

/** How an instant is written for PostgreSQL. */
const stamp = (at: Date): string => `${at.toISOString().replace('T', ' ').replace('Z', '')}+00`;
/** A word of PostgreSQL's settings. */
const setting = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/**
 * Lays a base and the pieces of the journal into a data folder that has no database yet, so that the next start of PostgreSQL plays them back. The
 * folder is marked until that has ended; done again after a kill it begins anew. Throws `backup.not_empty`, `backup.*` for files that cannot be
 * opened, `backup.newer` and `backup.other_postgres` for another major release of PostgreSQL.
 */
export async function prepareReplay({ base, journal, dataDir, until }: Replay, major: number): Promise<Prepared> {
  if (base.header.major > major) throw backupErrors.newer({ release: `PostgreSQL ${base.header.major}` });
  if (base.header.major < major)
    throw backupErrors.otherPostgres({ major: base.header.major, release: base.header.release });
  const { clusterDir, who } = choosePlace(join(dataDir, 'pg'));
  if (isReplaying(dataDir)) await rm(clusterDir, { recursive: true, force: true });
  if (existsSync(clusterDir)) throw backupErrors.notEmpty();
  writeFileSync(join(dataDir, MARK), '{}\n', { mode: 0o600, flush: true });
  const pieces = join(dirname(clusterDir), 'jurnal-pulih');
  const aside = `${clusterDir}.jurnal`;
  await mkdir(dirname(clusterDir), { recursive: true, mode: 0o755 });
  for (const dir of [aside, pieces]) {
    await rm(dir, { recursive: true, force: true });
    await mkdir(dir, { mode: 0o700 });
    await chmod(dir, 0o700);
  }
  const { keys, identities } = await unpackBase(base, aside);
  const unreadable = await openPieces(journal, pieces, { identities, first: base.end.firstSegment });
  const piece = `${shellWord(pieces)}/%f.gz`;
  const settings = {
    restore_command: `test -f ${piece} && gzip -dc ${piece} > "%p"`,
    recovery_target_time: until ? stamp(until) : '',
    recovery_target_action: 'promote',
    archive_mode: 'off',
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${setting(value)}`);
  await appendFile(join(aside, 'postgresql.auto.conf'), `${lines.join('\n')}\n`);
  await writeFile(join(aside, 'recovery.signal'), '');
  if (who) for (const dir of [aside, pieces]) await giveTo(dir, who);
  await rename(aside, clusterDir);
  return { keys, pieces, clusterDir, unreadable };
}

/** What the replay has written into the settings goes again, and the pieces with it. */
export async function endReplay(query: (text: string) => Promise<unknown>, pieces: string): Promise<void> {
  for (const name of ['restore_command', 'recovery_target_time', 'recovery_target_action', 'archive_mode'])
    await query(`alter system reset ${name}`);
  await rm(pieces, { recursive: true, force: true });
}

/** The instant that was asked for lies behind the end of the journal: it is played back to its end. */
export async function stopAtEnd(clusterDir: string): Promise<void> {
  await appendFile(join(clusterDir, 'postgresql.auto.conf'), "recovery_target_time = ''\n");
}

/** Whether a file of this name is a base: `dasar-20261129T020000Z-3fa9c1.tar.gz.age`. */
export const isBaseName = (name: string): boolean => /^dasar-\d{8}T\d{6}Z-[0-9a-f]{6}\.tar\.gz\.age$/.test(name);
