import type pg from 'pg';
import type { BackupTable, WaitingJob } from './archive-format.ts';

/**
 * What is not kept because it is made again from the rest says so in the database itself: the table's comment begins with
 * `derived:`. Tables that a power cut may empty (unlogged) are not kept either.
 */
const KEPT_TABLES = `
  select c.relname as name,
         array_agg(a.attname::text order by a.attnum) as columns
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence = 'p'
    and coalesce(obj_description(c.oid, 'pg_class'), '') not like 'derived:%'
    and c.relname not in ('schema_migration', 'schema_migration_lock')
  group by c.relname
  order by c.relname`;

/** However a server and its databases are set: the same rows are the same text, in the same order. */
export const SAME_TEXT = `set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set timezone = 'UTC'; set bytea_output = 'hex';
  set extra_float_digits = 1; set synchronize_seqscans = off; set max_parallel_workers_per_gather = 0`;

/** What a place has as soon as somebody works with it. */
const FIRST_TABLES = ['account', 'bib', 'member'];

/** Whether a library has been set up in this database; one that was only migrated holds none. */
export async function holdsLibrary(client: pg.ClientBase): Promise<boolean> {
  for (const table of FIRST_TABLES) {
    const { rows } = await client.query<{ found: string | null }>('select to_regclass($1)::text as found', [
      `public.${table}`,
    ]);
    if (!rows[0]?.found) continue;
    const { rowCount } = await client.query(`select 1 from public.${quoted(table)} limit 1`);
    if (rowCount) return true;
  }
  return false;
}

export async function keptTables(client: pg.ClientBase): Promise<BackupTable[]> {
  const { rows } = await client.query<BackupTable>(KEPT_TABLES);
  return rows;
}

export async function appliedMigrations(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('select name from schema_migration order by name');
  return rows.map(({ name }) => name);
}

export interface SequenceState {
  name: string;
  value: string;
  called: boolean;
}

/** Where every sequence stands. Sequences know no snapshot: what they gave out meanwhile leaves a gap, never a number twice. */
export async function sequenceStates(client: pg.ClientBase): Promise<SequenceState[]> {
  const { rows } = await client.query<{ name: string }>(
    "select sequencename as name from pg_sequences where schemaname = 'public' order by 1",
  );
  const states: SequenceState[] = [];
  for (const { name } of rows) {
    const found = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from public.${quoted(name)}`,
    );
    states.push({ name, value: found.rows[0]?.value ?? '1', called: found.rows[0]?.called ?? false });
  }
  return states;
}

/** Work that was asked for and not done yet. What runs at its hour by itself is asked for again by the next start. */
export async function waitingJobs(client: pg.ClientBase): Promise<WaitingJob[]> {
  const there = await client.query<{ found: string | null }>("select to_regclass('pgboss.job')::text as found");
  if (!there.rows[0]?.found) return [];
  const { rows } = await client.query<WaitingJob>(
    `select name as queue, coalesce(data, '{}'::jsonb) as data from pgboss.job
     where state in ('created', 'retry', 'active') and name not like '\\_\\_pgboss%' order by created_on, id`,
  );
  return rows;
}

/** A name of ours inside SQL text. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export const columnList = ({ columns }: BackupTable): string => columns.map(quoted).join(', ');

/** Stands for a foreign key that is taken away while rows come in any order, and put back. */
export interface ForeignKey {
  table: string;
  name: string;
  definition: string;
}

export async function foreignKeys(client: pg.ClientBase): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `select c.conrelid::regclass::text as table, c.conname as name, pg_get_constraintdef(c.oid) as definition
     from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
     where c.contype = 'f' and n.nspname = 'public' and c.conparentid = 0 and not t.relispartition
     order by 1, 2`,
  );
  return rows;
}
