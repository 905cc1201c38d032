import { sql } from 'kysely';
import type { Db } from '#platform/database/db';

/** How many rows of each table say one of these words, in capitals or not: `ticket 2`. */
export async function rowsNaming(db: Db, words: readonly string[]): Promise<string[]> {
  const wanted = words.map((word) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`);
  const { rows } = await sql<{ name: string }>`select c.relname as name from pg_class c
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`.execute(db);
  const found: string[] = [];
  for (const { name } of rows) {
    const hits = await sql<{ n: number }>`select count(*)::integer as n from ${sql.table(name)} r
      where r::text ilike any(${wanted}::text[])`.execute(db);
    const count = hits.rows[0]?.n ?? 0;
    if (count > 0) found.push(`${name} ${count}`);
  }
  return found;
}
