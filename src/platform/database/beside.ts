import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Db, DbAddress } from './db.ts';
import type { DB } from './db-types.ts';
import { poolConfig } from './db.ts';

/** So many questions at once are asked of it. */
const CONNECTIONS = 2;

/**
 * A few connections with another database than our own (the practice space): that it is away is no outage of ours, and is told to whoever asks.
 * Close it with `db.destroy()`.
 */
export function openBeside(address: DbAddress): Db {
  const pool = new pg.Pool(poolConfig(address, CONNECTIONS));
  // dropped while nobody asked: the next question opens another one
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}
