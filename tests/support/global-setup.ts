import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { permissions } from '#contributed/permissions';
import { ensureBuiltinRoles } from '#modules/ground/identity';
import { openDb, poolConfig } from '#platform/database/db';
import { migrate } from '#platform/database/migrate';
import { startPostgres } from '#platform/database/postgres';

declare module 'vitest' {
  interface ProvidedContext {
    socketDir: string;
  }
}

const MEMORY = '/dev/shm';
/** Of the server with all that is alive in it at once, many times over. */
const ENOUGH_BYTES = 4 * 2 ** 30;

/** In memory, where there is enough of it: to copy the two thousand files of the template for each test file takes a disk most of a second. */
function folder(): string {
  if (!existsSync(MEMORY)) return tmpdir();
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize > ENOUGH_BYTES ? MEMORY : tmpdir();
}

/** One bundled server for the whole run; every test file clones its database from the migrated template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(folder(), 'lumbung-test-'));
  chmodSync(dir, 0o755);
  const server = await startPostgres({
    clusterDir: join(dir, 'pg'),
    durable: false,
    settings: { max_connections: '120', autovacuum: 'off' },
  });
  const admin = new pg.Client({ host: server.socketDir, user: 'lumbung', database: 'postgres' });
  await admin.connect();
  await admin.query('create database template_lumbung');
  const { db } = openDb(poolConfig({ socketDir: server.socketDir, database: 'template_lumbung' }));
  await migrate(db, join(import.meta.dirname, '../../db/migrations'));
  await ensureBuiltinRoles(db, { permissions });
  await db.destroy();
  await admin.query('alter database template_lumbung with is_template true allow_connections false');
  await admin.end();
  project.provide('socketDir', server.socketDir);
  return async () => {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  };
}
