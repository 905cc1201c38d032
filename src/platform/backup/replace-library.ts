import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { poolConfig, type DbAddress } from '../database/db.ts';
import { backupErrors } from './errors.ts';
import type { CheckedArchive } from './read-archive.ts';
import { restoreBackup, type RestorePlace } from './restore-backup.ts';
import { besides, createScratch, dropScratch } from './scratch.ts';
import { quoted } from './tables.ts';

/** SQLSTATE: somebody is connected to it. */
const IN_USE = '55006';

async function withClient<T>(address: DbAddress, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(poolConfig(address, 1, null));
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function leftOver(address: DbAddress): Promise<string[]> {
  return withClient(address, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "select datname as name from pg_database where datname ~ '^lumbung_(baru|lama)_[0-9a-f]{8}$'",
    );
    return rows.map(({ name }) => name);
  });
}

/** Both names change at once, or neither: at no moment is there no library. */
async function swap(address: DbAddress, name: string, beside: { fresh: string; old: string }): Promise<void> {
  await withClient(besides(address, 'postgres'), async (client) => {
    try {
      await client.query('begin');
      await client.query(`alter database ${quoted(name)} rename to ${quoted(beside.old)}`);
      await client.query(`alter database ${quoted(beside.fresh)} rename to ${quoted(name)}`);
      await client.query('commit');
    } catch (error) {
      throw error instanceof pg.DatabaseError && error.code === IN_USE ? backupErrors.inUse() : error;
    }
  });
}

/**
 * Takes a backup back into the place of the library that is there. It is restored beside it first, and takes its place when it is whole: whatever
 * stops it before leaves everything as it was. Uploaded files of both stay. Throws what `restoreBackup` throws, `backup.no_scratch`,
 * `backup.no_room`, `backup.in_use`.
 * @param place.dataDir of the bundled PostgreSQL; null = a server of somebody else's
 */
export async function replaceLibrary(
  path: string,
  checked: CheckedArchive,
  place: RestorePlace & { dataDir: string | null },
): Promise<void> {
  const { address, dataDir } = place;
  const name = await withClient(address, async (client) => {
    const { rows } = await client.query<{ name: string }>('select current_database() as name');
    return rows[0]?.name ?? '';
  });
  // of one that was killed in the midst: the server is our own, and nobody else's databases are there
  if (dataDir !== null) for (const left of await leftOver(address)) await dropScratch(address, left);
  const mark = randomBytes(4).toString('hex');
  const beside = { fresh: `lumbung_baru_${mark}`, old: `lumbung_lama_${mark}` };
  await createScratch(address, beside.fresh, dataDir);
  try {
    await restoreBackup(path, checked, { ...place, address: besides(address, beside.fresh) });
    await swap(address, name, beside);
  } catch (error) {
    await dropScratch(address, beside.fresh);
    throw error;
  }
  await dropScratch(address, beside.old);
}
