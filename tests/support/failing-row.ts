import { sql } from 'kysely';
import type { Db } from '#platform/database/db';

/**
 * From now on the database refuses to write the rows of a table for which this holds (SQL on `new` or `old`), as it would one whose data
 * are spoilt. @returns ends it
 */
export async function refuseRow(
  db: Db,
  table: string,
  { on, when }: { on: 'insert' | 'update' | 'delete'; when: string },
): Promise<() => Promise<void>> {
  await sql`create or replace function refuse_row() returns trigger language plpgsql as $$
    begin raise exception 'this row is spoilt'; end $$`.execute(db);
  await sql`create trigger refuse_row before ${sql.raw(on)} on ${sql.table(table)}
    for each row when (${sql.raw(when)}) execute function refuse_row()`.execute(db);
  return async () => {
    await sql`drop trigger refuse_row on ${sql.table(table)}`.execute(db);
  };
}
