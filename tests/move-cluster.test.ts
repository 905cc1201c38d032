import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { expect, test } from 'vitest';
import { checkArchive } from '#platform/backup/read-archive';
import { restoreBackup } from '#platform/backup/restore-backup';
import { clearOldClusters, moveCluster } from '#platform/database/move-cluster';
import { keepPrograms } from '#platform/database/old-programs';
import { openOwnDatabase } from '#platform/database/own-database';
import { bundledMajor } from '#platform/database/postgres-place';
import { StartTrouble } from '#platform/start-trouble';
import { useProcesses } from './support/processes.ts';

const { folder } = useProcesses();
const root = resolve(import.meta.dirname, '..');
const migrationsDir = join(root, 'db/migrations');
const RELEASED = join(root, 'tests/fixtures/backup-of-release-0.1.0.tar.gz');
const NOW = new Date('2026-11-29T03:00:00Z');
const LATER = bundledMajor() + 1;

async function query<T extends pg.QueryResultRow>(socketDir: string, database: string, text: string): Promise<T[]> {
  const client = new pg.Client({ host: socketDir, user: 'lumbung', database });
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

/** Works on the database of a data folder, and stops it again. */
async function withOwn<T>(dataDir: string, work: (socketDir: string) => Promise<T>): Promise<T> {
  const own = await openOwnDatabase({ dataDir, root });
  try {
    return await work(own.socketDir);
  } finally {
    await own.stop();
    own.release();
  }
}
const names = async (dataDir: string): Promise<string[]> =>
  withOwn(dataDir, async (socketDir) =>
    (await query<{ name: string }>(socketDir, 'lumbung', 'select full_name as name from account order by id')).map(
      ({ name }) => name,
    ),
  );
async function oldLibrary(): Promise<string> {
  const dataDir = folder();
  mkdirSync(dataDir, { recursive: true });
  await withOwn(dataDir, async (socketDir) => {
    await query(socketDir, 'postgres', 'create database lumbung');
    const address = { socketDir, database: 'lumbung' };
    await restoreBackup(RELEASED, await checkArchive(RELEASED), { address, filesDir: null, migrationsDir });
  });
  return dataDir;
}
/** A release whose PostgreSQL is a later one is started on the folder. */
const startLater = async (dataDir: string, part: { major?: number; migrationsDir?: string } = {}): Promise<boolean> =>
  moveCluster({ dataDir, migrationsDir, major: LATER, release: '0.1.0', now: NOW, owned: undefined, ...part });

test('a release with a later PostgreSQL takes the data over by itself; the old cluster stays for a month', async () => {
  const dataDir = await oldLibrary();
  const before = await names(dataDir);
  expect(before.length).toBeGreaterThan(3);
  await expect(startLater(dataDir)).rejects.toThrow(/program lamanya tidak ada/);
  keepPrograms(dataDir);
  // again it costs nothing
  keepPrograms(dataDir);
  expect(await startLater(dataDir)).toBe(true);
  const old = `pg-${bundledMajor()}-sebelum-pembaruan`;
  expect(readdirSync(dataDir)).toEqual(expect.arrayContaining(['pg', old, 'titik-kembali']));
  expect(existsSync(join(dataDir, `postgres-${bundledMajor()}`))).toBe(false);
  expect(await names(dataDir)).toEqual(before);
  // it is of this version now: nothing is moved a second time
  expect(await startLater(dataDir, { major: bundledMajor() })).toBe(false);

  await clearOldClusters(join(dataDir, 'pg'), NOW);
  expect(existsSync(join(dataDir, old))).toBe(true);
  utimesSync(join(dataDir, old), new Date('2026-10-01T00:00:00Z'), new Date('2026-10-01T00:00:00Z'));
  await clearOldClusters(join(dataDir, 'pg'), NOW);
  expect(existsSync(join(dataDir, old))).toBe(false);
}, 200_000);

test('a moving that fails leaves the old data as they were; one that was killed at its last step is ended by the next start', async () => {
  const dataDir = await oldLibrary();
  const before = await names(dataDir);
  keepPrograms(dataDir);
  await expect(startLater(dataDir, { migrationsDir: folder() })).rejects.toThrow(StartTrouble);
  expect(existsSync(join(dataDir, 'pg-baru'))).toBe(false);
  expect(await names(dataDir)).toEqual(before);
  expect(await startLater(dataDir)).toBe(true);
  renameSync(join(dataDir, 'pg'), join(dataDir, 'pg-baru'));
  expect(await startLater(dataDir, { major: bundledMajor() })).toBe(false);
  expect(await names(dataDir)).toEqual(before);
  // what a later release has written is not touched by an earlier one
  await expect(startLater(dataDir, { major: bundledMajor() - 1 })).rejects.toThrow(/lebih baru/);
  rmSync(dataDir, { recursive: true, force: true });
}, 200_000);
