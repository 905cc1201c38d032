import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { DbAddress } from '../database/db.ts';
import { backupErrors } from './errors.ts';
import type { CheckedArchive } from './read-archive.ts';
import { restoreBackup, type RestorePlace } from './restore-backup.ts';
import { besides, createScratch, dropScratch, withClient } from './scratch.ts';
import { quoted } from './tables.ts';

/** SQLSTATE: somebody is connected to it. */
const IN_USE = '55006';

/** Databases that a replacing has left which was killed in the midst, on a server that is ours alone. */
export async function leftReplaced(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "select datname as name from pg_database where datname ~ '^lumbung_(baru|lama)_[0-9a-f]{8}$'",
  );
  return rows.map(({ name }) => name);
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

/** What the database is called, in which nobody works and whose name can be changed: that is found before hours of restoring. */
async function nameOfFree(address: DbAddress): Promise<string> {
  // there the names are changed
  await withClient(besides(address, 'postgres'), async (client) => client.query('select 1'));
  return withClient(address, async (client) => {
    const { rows } = await client.query<{ name: string; others: number }>(
      `select current_database() as name, (
         select count(*)::integer from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
       ) as others`,
    );
    const [found] = rows;
    if (!found || found.others > 0) throw backupErrors.inUse();
    return found.name;
  });
}

/**
 * Takes a backup back into the place of the library that is there. It is restored beside it first, and takes its place when it is whole: whatever
 * stops it before leaves the library as it was. Uploaded files of both stay. Throws what `restoreBackup` throws, `backup.no_scratch`,
 * `backup.no_room`, `backup.in_use`.
 * @param place.verify throws where it cannot take the place after all
 * @param place.dataDir of the bundled PostgreSQL; null = a server of somebody else's
 */
export async function replaceLibrary(
  path: string,
  checked: CheckedArchive,
  place: RestorePlace & { dataDir: string | null; verify?: (beside: DbAddress) => Promise<void> },
): Promise<void> {
  const { address, dataDir } = place;
  const name = await nameOfFree(address);
  const mark = randomBytes(4).toString('hex');
  const beside = { fresh: `lumbung_baru_${mark}`, old: `lumbung_lama_${mark}` };
  await createScratch(address, beside.fresh, dataDir);
  try {
    const fresh = besides(address, beside.fresh);
    await restoreBackup(path, checked, { ...place, address: fresh });
    await place.verify?.(fresh);
    await swap(address, name, beside);
  } catch (error) {
    await dropScratch(address, beside.fresh);
    throw error;
  }
  // the library is in its place; what is left of the old one goes with the next start
  await dropScratch(address, beside.old).catch(() => undefined);
}
