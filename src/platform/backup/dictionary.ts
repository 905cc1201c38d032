import type pg from 'pg';
import type { BackupTable } from './archive-format.ts';

/** What stands in a table, for whoever reads it without us. */
export interface TableWords {
  table: string;
  /** What the table itself says of itself. */
  comment: string | null;
  columns: {
    name: string;
    /** PostgreSQL's, as it is written. */
    type: string;
    required: boolean;
    /** `table.column` that its value stands in as well. */
    refersTo: string | null;
    comment: string | null;
  }[];
}

/** Describes tables from what the database knows of them, in their order. */
export async function describeTables(client: pg.ClientBase, tables: readonly BackupTable[]): Promise<TableWords[]> {
  const { rows } = await client.query<TableWords>(
    `select c.relname as "table", obj_description(c.oid, 'pg_class') as comment,
       json_agg(json_build_object(
         'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'required', a.attnotnull,
         'refersTo', (
           select t.relname || '.' || r.attname from pg_constraint k
           join pg_class t on t.oid = k.confrelid
           join pg_attribute r on r.attrelid = k.confrelid and r.attnum = k.confkey[array_position(k.conkey, a.attnum)]
           where k.conrelid = c.oid and k.contype = 'f' and a.attnum = any (k.conkey) order by k.conname limit 1
         ),
         'comment', col_description(c.oid, a.attnum)
       ) order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relnamespace = 'public'::regnamespace and c.relname = any ($1)
     group by c.oid, c.relname
     order by c.relname`,
    [tables.map(({ name }) => name)],
  );
  return rows;
}
