import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { ensureBuiltinRoles } from '#modules/identity';
import { clockStartingAt, systemClock } from '#platform/clock';
import type { Config } from '#platform/config';
import { openDb, poolConfig, type DbAddress } from '#platform/db';
import { startJobs } from '#platform/jobs';
import { takeOwnership } from '#platform/lock';
import { createMailer } from '#platform/mail';
import { migrate } from '#platform/migrate';
import { startPostgres, type PostgresServer } from '#platform/postgres';
import type { Services } from '#platform/services';
import { fileStorage } from '#platform/storage';

const DATABASE = 'lumbung';

export interface Booted {
  services: Services;
  pool: pg.Pool;
  address: DbAddress;
  /** Resolves when the bundled database ends by itself; never for an external one. */
  databaseEnded: Promise<void>;
  stop(): Promise<void>;
}

async function ensureDatabase(server: PostgresServer): Promise<DbAddress> {
  const admin = new pg.Client({ host: server.socketDir, user: 'lumbung', database: 'postgres' });
  await admin.connect();
  try {
    const found = await admin.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (!found.rowCount) await admin.query(`create database ${DATABASE}`);
  } finally {
    await admin.end();
  }
  return { socketDir: server.socketDir, database: DATABASE };
}

/** Opens everything a process needs, in order; whatever was opened is closed again when a later step fails. */
export async function boot(config: Config): Promise<Booted> {
  const undo: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    mkdirSync(config.filesDir, { recursive: true });
    let address: DbAddress;
    let databaseEnded = new Promise<void>(() => undefined);
    if (config.databaseUrl) {
      address = { url: config.databaseUrl };
    } else {
      undo.push(await takeOwnership(config.dataDir));
      const server = await startPostgres({ clusterDir: join(config.dataDir, 'pg') });
      undo.push(() => server.stop());
      databaseEnded = server.exited;
      address = await ensureDatabase(server);
    }
    const { db, pool } = openDb(poolConfig(address));
    undo.push(() => db.destroy());
    await migrate(db, join(config.root, 'db/migrations'));
    await ensureBuiltinRoles(db);
    const jobs = await startJobs(pool);
    undo.push(() => jobs.stop());
    const services: Services = {
      config,
      db,
      clock: config.startAt ? clockStartingAt(config.startAt) : systemClock,
      storage: fileStorage(config.filesDir),
      mailer: createMailer(config.smtpUrl, config.mailFrom),
      jobs,
    };
    return { services, pool, address, databaseEnded, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
