import { chownSync, createWriteStream } from 'node:fs';
import { appendFile, chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { backupErrors } from '../backup/errors.ts';
import { checkParts, readWhole, walkArchive } from '../backup/read-archive.ts';
import { identitiesIn, openedBytes, type SealKey } from '../backup/seal.ts';
import { choosePlace } from '../database/postgres-place.ts';
import type { ServerAccount } from '../database/stage.ts';
import { piecePath, shippedPieces } from './ship.ts';
import {
  BASE_FOLDERS,
  BASE_FORMAT,
  BASE_HEADER,
  BASE_KEY,
  BASE_LABEL,
  baseHeader,
  type BaseHeader,
} from './write-base.ts';

export interface CheckedBase {
  path: string;
  header: BaseHeader;
  key: SealKey;
}

/** Reads a base from its first byte to its last. Throws `backup.*`. */
export async function checkBase(path: string, key: SealKey): Promise<CheckedBase> {
  let header: BaseHeader | undefined;
  await checkParts(path, key, {
    name: BASE_HEADER,
    read: (bytes) => {
      const parsed = baseHeader.safeParse(JSON.parse(bytes.toString('utf8')));
      if (!parsed.success) throw backupErrors.altered({ part: BASE_HEADER });
      header = parsed.data;
    },
  });
  if (!header) throw backupErrors.notABackup();
  if (header.format > BASE_FORMAT) throw backupErrors.newer({ release: header.release });
  return { path, header, key };
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
        const folders = z.array(z.string()).parse(JSON.parse((await readWhole(content)).toString('utf8')));
        for (const folder of folders) {
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

export interface Replay {
  base: CheckedBase;
  /** The folder of backups, with the pieces of the journal in it. */
  folder: string;
  /** Where no database is yet. */
  dataDir: string;
  /** Up to this instant; null = as far as there is anything. */
  until: Date | null;
}

/** How an instant is written for PostgreSQL. */
const stamp = (at: Date): string => `${at.toISOString().replace('T', ' ').replace('Z', '')}+00`;

/**
 * Lays a base and the pieces of the journal into a data folder that has no database yet, so that the next start of PostgreSQL plays them back.
 * Throws `backup.not_empty`, `backup.*` for files that cannot be opened, `backup.newer` for another major release of PostgreSQL.
 * @returns the content of `secrets.json`, where the base brings it along; where the pieces lie meanwhile
 */
export async function prepareReplay(
  { base, folder, dataDir, until }: Replay,
  major: number,
): Promise<{ keys: Buffer | null; pieces: string; clusterDir: string }> {
  if (base.header.major !== major) throw backupErrors.newer({ release: `PostgreSQL ${base.header.major}` });
  const { clusterDir, who } = choosePlace(join(dataDir, 'pg'));
  await mkdir(dirname(clusterDir), { recursive: true, mode: 0o755 });
  if ((await readdir(clusterDir).catch(() => [])).length > 0) throw backupErrors.notEmpty();
  const pieces = join(dirname(clusterDir), 'jurnal-pulih');
  await rm(pieces, { recursive: true, force: true });
  for (const dir of [clusterDir, pieces]) {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    await chmod(dir, 0o700);
  }
  const { keys, identities } = await unpackBase(base, clusterDir);
  for (const name of await shippedPieces(folder)) {
    const bytes = Readable.from(openedBytes(piecePath(folder, name), identities));
    try {
      await pipeline(bytes, createGunzip(), createWriteStream(join(pieces, name), { mode: 0o600 }));
    } catch (error) {
      await rm(join(pieces, name), { force: true });
      // a piece from before this base was sealed for other keys
      if (!(error instanceof Error && 'code' in error && error.code === 'backup.wrong_key')) throw error;
    }
  }
  const settings = [
    `restore_command = 'cp "${pieces.replaceAll("'", "''")}/%f" "%p"'`,
    ...(until ? [`recovery_target_time = '${stamp(until)}'`] : []),
    ...["recovery_target_action = 'promote'", "archive_mode = 'off'"],
  ];
  await appendFile(join(clusterDir, 'postgresql.auto.conf'), `${settings.join('\n')}\n`);
  await writeFile(join(clusterDir, 'recovery.signal'), '');
  if (who) for (const dir of [clusterDir, pieces]) await giveTo(dir, who);
  return { keys, pieces, clusterDir };
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
