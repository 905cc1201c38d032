import { CamelCasePlugin, Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { poolConfig, type Db, type Tx } from '#platform/database/db';
import type { DB } from '#platform/database/db-types';
import { preparingPool } from '#platform/database/prepared';

/** Connections as a server has them, but a deadlock is not tried again: it fails. Close it with `destroy`. */
export function openWithoutSecondTry(address: Parameters<typeof poolConfig>[0], max = 6): Db {
  const pool = new pg.Pool(poolConfig(address, max));
  // the database of a test may be gone before its connections are
  pool.on('error', () => undefined);
  return new Kysely<DB>({
    dialect: new PostgresDialect({ pool: preparingPool(pool) }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}

/**
 * Holds locks open while acts begin one after the other, each as soon as the one before it waits for somebody; then lets go. So the order in
 * which they come to a row is that of the play, not of chance.
 * @param hold takes the locks, in a transaction of its own
 * @returns what came of the acts, in their order: `done`, or why not
 */
export async function playLocks(
  db: Db,
  hold: (trx: Tx) => Promise<unknown>,
  acts: readonly (() => Promise<unknown>)[],
): Promise<string[]> {
  const running: Promise<string>[] = [];
  await db.transaction().execute(async (trx) => {
    await hold(trx);
    for (const [nth, act] of acts.entries()) {
      running.push(said(act()));
      await waiting(trx, nth + 1);
    }
  });
  return Promise.all(running);
}

const said = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) =>
      error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error),
  );

/** Until so many connections of this database wait for a lock. */
async function waiting(trx: Tx, count: number): Promise<void> {
  const until = performance.now() + PATIENCE;
  for (;;) {
    // within a transaction the list of connections is kept as it was first seen
    await sql`select pg_stat_clear_snapshot()`.execute(trx);
    const { rows } = await sql<{ count: number }>`select count(distinct pid)::int as count from pg_locks
      where not granted and pid in (select pid from pg_stat_activity where datname = current_database())`.execute(trx);
    if ((rows[0]?.count ?? 0) >= count) return;
    if (performance.now() > until) throw new Error(`${rows[0]?.count} of ${count} acts wait for a lock`);
  }
}
/** An act that does not wait would be waited for for ever (milliseconds). */
const PATIENCE = 8_000;
