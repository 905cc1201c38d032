import { sql } from 'kysely';
import type { Db } from '#platform/database/db';
import { columnsOf } from './column-words.ts';

/** Official documents as they were issued: who is erased stays named in them, and nowhere else. */
export const DOCUMENTS: readonly string[] = ['letter.content', 'certificate.content'];

/** Where any of the words still stands, in any column of any table that can hold words, JSON or bytes. */
export async function findWords(db: Db, words: readonly string[]): Promise<string[]> {
  const wordy = (await columnsOf(db)).filter((column) => column.wordy);
  const wanted = words.map((word) => `%${word.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`);
  const found: string[] = [];
  for (const [name, columns] of Map.groupBy(wordy, ({ table }) => table)) {
    const counts = columns.map(
      ({ column }) => sql`count(*) filter (where lower(${sql.id(column)}::text) like any(${wanted}::text[]))::int`,
    );
    const result = await sql<{
      counts: number[];
    }>`select array[${sql.join(counts)}] as counts from ${sql.table(name)}`.execute(db);
    columns.forEach(({ column }, at) => {
      if ((result.rows[0]?.counts[at] ?? 0) > 0) found.push(`${name}.${column}`);
    });
  }
  return found;
}
