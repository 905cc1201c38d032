import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

/** Whoever makes or drops parts of the trace waits for the others. */
const YEARS_LOCK = 7_314_031;

export async function lockYears(trx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${YEARS_LOCK})`.execute(trx);
}

export interface Part {
  name: string;
  /** What comes from then on lies in the next part; null = the part that takes what has no year of its own. */
  until: Date | null;
}

/** The parts of the trace, the oldest first. */
export async function selectParts(db: Db | Tx): Promise<Part[]> {
  const { rows } = await sql<Part>`
    select c.relname as name,
      (regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \\(''([^'']+)''\\)'))[1]::timestamptz as until
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'audit_event'::regclass order by until nulls last`.execute(db);
  return rows;
}

/** Is there anything of a year (UTC) in the part that takes what has no year of its own? */
export async function hasStrays(trx: Tx, from: Date, to: Date): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select 1 from audit_event_other where at >= ${from} and at < ${to}) as found`.execute(trx);
  return rows[0]?.found === true;
}

/** @param year whole, so that it may stand in a name */
export async function createYear(trx: Tx, year: number, from: Date, to: Date): Promise<void> {
  const part = sql.raw(`audit_event_${Math.trunc(year)}`);
  const bounds = sql.raw(`from ('${from.toISOString()}') to ('${to.toISOString()}')`);
  await sql`create table ${part} partition of audit_event for values ${bounds}`.execute(trx);
  await sql`create trigger audit_event_append_only before update or delete on ${part}
    for each statement execute function audit_is_append_only()`.execute(trx);
}

/** {@link createYear} where the part that takes the rest has lines of that year: they move, line by line as they are. */
export async function createYearOfStrays(trx: Tx, year: number, from: Date, to: Date): Promise<void> {
  await sql`alter table audit_event detach partition audit_event_other`.execute(trx);
  await createYear(trx, year, from, to);
  await sql`insert into audit_event select * from audit_event_other where at >= ${from} and at < ${to}`.execute(trx);
  // the one place where lines leave a part: they stand in the other one by now, in the same transaction
  await sql`alter table audit_event_other disable trigger audit_event_append_only`.execute(trx);
  await sql`delete from audit_event_other where at >= ${from} and at < ${to}`.execute(trx);
  await sql`alter table audit_event_other enable trigger audit_event_append_only`.execute(trx);
  await sql`alter table audit_event attach partition audit_event_other default`.execute(trx);
}

export async function countPart(db: Db | Tx, name: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(name)}`.execute(db);
  return rows[0]?.count ?? 0;
}

export async function dropPart(trx: Tx, name: string): Promise<void> {
  await sql`drop table ${sql.table(name)}`.execute(trx);
}
