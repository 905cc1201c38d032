import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { useTestDb } from '../../../tests/support/test-db.ts';
import type { Db } from './db.ts';
import { withPreparedStatements } from './prepared.ts';

const t = useTestDb();

const preparedOf = async (db: Db): Promise<string[]> => {
  const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(db);
  return rows.map((row) => row.statement);
};

test('a hot path prepares its statements once per connection; everything else stays unprepared', async () => {
  await t.db.connection().execute(async (db) => {
    await sql`select ${1}::int as n`.execute(db);
    expect(await preparedOf(db)).toEqual([]);
    for (const n of [1, 2, 3]) {
      const { rows } = await withPreparedStatements(async () => sql<{ n: number }>`select ${n}::int as n`.execute(db));
      expect(rows).toEqual([{ n }]);
    }
    expect(await preparedOf(db)).toEqual(['select $1::int as n']);
  });
});

test('a failed statement is the same error, and the connection goes on', async () => {
  await t.db.connection().execute(async (db) => {
    const divide = async (n: number) => withPreparedStatements(async () => sql`select 1 / ${n}::int as n`.execute(db));
    await expect(divide(0)).rejects.toMatchObject({ code: '22012' });
    expect((await divide(1)).rows).toEqual([{ n: 1 }]);
  });
});
