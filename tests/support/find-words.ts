import { sql } from 'kysely';
import type { Db } from '#platform/db';

/** Where any of the words still stands, in any column of any table that can hold words, JSON or bytes. */
export async function findWords(db: Db, words: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string; columns: string[] }>`
    select table_name as name, array_agg(column_name::text order by ordinal_position) as columns
    from information_schema.columns c join information_schema.tables using (table_schema, table_name)
    where table_schema = 'public' and table_type = 'BASE TABLE'
      and (data_type in ('text', 'character varying', 'json', 'jsonb', 'bytea', 'ARRAY'))
    group by 1 order by 1`.execute(db);
  const wanted = words.map((word) => `%${word.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`);
  const found: string[] = [];
  for (const { name, columns } of rows) {
    const counts = columns.map(
      (column) => sql`count(*) filter (where lower(${sql.id(column)}::text) like any(${wanted}::text[]))::int`,
    );
    const result = await sql<{
      counts: number[];
    }>`select array[${sql.join(counts)}] as counts from ${sql.table(name)}`.execute(db);
    columns.forEach((column, at) => {
      if ((result.rows[0]?.counts[at] ?? 0) > 0) found.push(`${name}.${column}`);
    });
  }
  return found;
}
