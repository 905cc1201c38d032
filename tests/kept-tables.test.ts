import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { api } from '#contributed/api';
import type { Db } from '#platform/database/db';
import { Kept } from '#platform/database/kept';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();

test('what is kept in memory names every table that it reads, and each of these counts what is written to it', async () => {
  expect(api.length).toBeGreaterThan(20);
  expect(Kept.all.size).toBeGreaterThanOrEqual(5);
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where t.tgname = 'kept_table_written' and t.tgenabled = 'O'`.execute(t.db);
  const counted = rows.map(({ name }) => name).toSorted();
  const kept = await sql<{ name: string }>`select name from kept_table order by name`.execute(t.db);
  expect(counted).toEqual(kept.rows.map(({ name }) => name));
  for (const one of Kept.all) {
    const asked: string[] = [];
    await one.read(listeningTo(asked));
    const read = asked.flatMap((text) =>
      [...text.matchAll(/\b(?:from|join)\s+"?(\w+)/gi)].map(([, name = '']) => name),
    );
    expect([...new Set(read)].toSorted()).toEqual(one.tables.toSorted());
    expect(counted).toEqual(expect.arrayContaining([...one.tables]));
  }
});

test.for(['library', 'opening_interval', 'network_setting', 'loan_policy', 'member_category', 'role', 'role_grant'])(
  'whoever writes %s is seen to have done so, and who took it back is not',
  async (table) => {
    const version = async (): Promise<number | undefined> => {
      const { rows } = await sql<{ version: number }>`select version from kept_table where name = ${table}`.execute(
        t.db,
      );
      return rows[0]?.version;
    };
    const before = await version();
    const write = sql`delete from ${sql.table(table)} where false`;
    await t.db.transaction().execute(async (trx) => write.execute(trx));
    expect(await version()).toBe((before ?? 0) + 1);
    const undone = t.db.transaction().execute(async (trx) => {
      await write.execute(trx);
      throw new Error('taken back');
    });
    await expect(undone).rejects.toThrow('taken back');
    expect(await version()).toBe((before ?? 0) + 1);
  },
);

/** The same database; what it is asked is noted. */
const listeningTo = (asked: string[]): Db =>
  t.db.withPlugin({
    transformQuery: ({ node }) => {
      asked.push(t.db.getExecutor().compileQuery(node, { queryId: 'test' }).sql);
      return node;
    },
    transformResult: async ({ result }) => Promise.resolve(result),
  });
