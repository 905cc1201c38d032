import { sql } from 'kysely';
import pg from 'pg';
import { expect } from 'vitest';
import type { TestDb } from './test-db.ts';

/** A row that another process holds locked, as long as a test wants it. */
export interface HeldRow {
  /** Waits until so many connections of this database stand still for a lock. */
  waitedFor(connections: number): Promise<void>;
  letGo(): Promise<void>;
}

/** Holds a row of a table locked on a connection of its own, until it is let go. @param column by which it is found */
export async function holdRow({ address }: TestDb, table: string, id: number, column = 'id'): Promise<HeldRow> {
  const holder = new pg.Client({ host: address.socketDir, user: 'lumbung', database: address.database });
  await holder.connect();
  await holder.query('begin');
  await holder.query(
    `select 1 from ${holder.escapeIdentifier(table)} where ${holder.escapeIdentifier(column)} = $1 for update`,
    [id],
  );
  const waiting = async (): Promise<number> => {
    // a transaction is shown one picture of who waits, until it asks for another
    await holder.query('select pg_stat_clear_snapshot()');
    const { rows } = await holder.query<{ count: number }>(`select count(*)::int as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`);
    return rows[0]?.count ?? 0;
  };
  return {
    async waitedFor(connections) {
      await expect.poll(waiting, { timeout: 10_000 }).toBeGreaterThanOrEqual(connections);
    },
    async letGo() {
      await holder.query('commit');
      await holder.end();
    },
  };
}

/** Does nobody hold this row? Asked without waiting. */
export async function isFree({ db }: TestDb, table: string, id: number): Promise<boolean> {
  const { rows } = await sql`select 1 from ${sql.table(table)} where id = ${id} for update skip locked`.execute(db);
  return rows.length > 0;
}
