import { sql } from 'kysely';
import type { Db } from '#platform/database/db';
import type { ColumnWords } from '#platform/rights/personal-data';

const FATES = ['gone', 'cut', 'blanked', 'unnamed', 'staff', 'none'] as const;
export type Fate = (typeof FATES)[number] | 'kept';

export interface Column {
  table: string;
  column: string;
  /** Holds words, JSON, bytes, an address or a list: a module names such a column by itself. */
  wordy: boolean;
  type: string;
  /** The database writes it by itself: a running number, or what is computed of others. */
  made: boolean;
  /** Of the primary key. */
  key: boolean;
  /** Where it points. */
  target: string | null;
}

/** Every column of every table; what is a part of another table is that table's. */
export async function columnsOf(db: Db): Promise<Column[]> {
  const { rows } = await sql<Column>`select c.relname::text as table, a.attname::text as column,
      t.typcategory in ('A', 'I', 'S', 'U') and t.typname not in ('uuid', 'xid8') as wordy,
      format_type(a.atttypid, null) as type, a.attgenerated <> '' or a.attidentity <> '' as made,
      exists (select from pg_constraint p where p.conrelid = c.oid and p.contype = 'p' and a.attnum = any(p.conkey)) as key,
      (select max(f.confrelid::regclass::text) from pg_constraint f
        where f.conrelid = c.oid and f.contype = 'f' and f.conkey = array[a.attnum]) as target
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      join pg_type t on t.oid = a.atttypid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    order by 1, a.attnum`.execute(db);
  return rows;
}

const namesIn = (names: string | undefined): string[] => (names ?? '').split(' ').filter(Boolean);

/** What the modules say, by table and column; of a table that is about nobody, every column. */
export interface Words {
  impersonal: ReadonlySet<string>;
  /** By `table.column`. */
  fates: ReadonlyMap<string, Fate>;
  rest: ReadonlyMap<string, Fate>;
  /** By table: the columns by which a row is a member's. */
  of: ReadonlyMap<string, string[]>;
  /** Said more than once, or without a reason. */
  wrong: string[];
}

export function readWords(columns: readonly ColumnWords[]): Words {
  const impersonal = new Set<string>();
  const fates = new Map<string, Fate>();
  const rest = new Map<string, Fate>();
  const of = new Map<string, string[]>();
  const wrong: string[] = [];
  const tables = new Set<string>();
  for (const one of columns) {
    for (const table of namesIn('impersonal' in one ? one.impersonal : one.table)) {
      if (tables.has(table)) wrong.push(`${table}: said twice`);
      tables.add(table);
    }
    if ('impersonal' in one) {
      if (one.because === '') wrong.push(`${one.impersonal}: without a reason`);
      for (const table of namesIn(one.impersonal)) impersonal.add(table);
      continue;
    }
    const { table, kept = {} } = one;
    const said = [
      ...FATES.flatMap((fate) => namesIn(one[fate]).map((name) => [name, fate] as const)),
      ...Object.keys(kept).flatMap((names) => namesIn(names).map((name) => [name, 'kept'] as const)),
    ];
    for (const [name, fate] of said) {
      if (fates.has(`${table}.${name}`)) wrong.push(`${table}.${name}: said twice`);
      fates.set(`${table}.${name}`, fate);
    }
    for (const [names, why] of Object.entries(kept)) if (why === '') wrong.push(`${table} ${names}: without a reason`);
    if (one.rest) rest.set(table, one.rest);
    if (one.of) of.set(table, namesIn(one.of));
  }
  return { impersonal, fates, rest, of, wrong };
}

export const fateOf = ({ impersonal, fates, rest }: Words, { table, column, wordy }: Column): Fate | undefined =>
  impersonal.has(table) ? 'none' : (fates.get(`${table}.${column}`) ?? (wordy ? undefined : rest.get(table)));

/** Columns of the database of which nothing is said, and names of which the database knows nothing. */
export function unsaid(words: Words, columns: readonly Column[]): string[] {
  const there = new Set(columns.map(({ table, column }) => `${table}.${column}`));
  const tables = new Set(columns.map(({ table }) => table));
  return [
    ...columns
      .filter((column) => fateOf(words, column) === undefined)
      .map(({ table, column }) => `${table}.${column}: nothing is said of it`),
    ...[...words.fates.keys()].filter((place) => !there.has(place)).map((place) => `${place}: no such column`),
    ...[...words.impersonal, ...words.rest.keys()]
      .filter((table) => !tables.has(table))
      .map((table) => `${table}: no such table`),
    ...words.wrong,
  ];
}
