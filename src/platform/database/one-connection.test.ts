import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { openDb, poolConfig } from '#platform/database/db';
import { asOneRequest } from '#platform/database/one-request';
import { useTestDb } from '../../../tests/support/test-db.ts';

const t = useTestDb();
const { db: other } = openDb(poolConfig(t.address, 2));
afterAll(async () => other.destroy());

const count = async (db: typeof t.db): Promise<number> =>
  (await db.selectFrom('account').select('id').execute()).length;

test('a transaction that asks its pool for a second connection fails', async () => {
  const inside = t.db.transaction().execute(async () => count(t.db));
  await expect(inside).rejects.toThrow('hand on its trx');
  const isolated = t.db
    .transaction()
    .setIsolationLevel('serializable')
    .execute(async () => count(t.db));
  await expect(isolated).rejects.toThrow('hand on its trx');
  const nested = t.db.transaction().execute(async () => t.db.transaction().execute(async (trx) => count(trx)));
  await expect(nested).rejects.toThrow('hand on its trx');
});

test('its own connection, another pool and what comes after it are free', async () => {
  let after: (() => Promise<number>) | undefined;
  const seen = await t.db.transaction().execute(async (trx) => {
    const late = new Promise<void>((begin) => {
      after = async () => {
        begin();
        return work;
      };
    });
    const work = late.then(async () => count(t.db));
    return [await count(trx), await count(other)];
  });
  expect(seen).toEqual([0, 0]);
  await expect(after?.()).resolves.toBe(0);
});

const backend = async (db: typeof t.db): Promise<number> => {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db);
  return rows[0]?.pid ?? 0;
};
const backends = async (n: number): Promise<Set<number>> =>
  new Set(await Promise.all(Array.from({ length: n }, async () => backend(t.db))));

test('what one request asks at the same time goes over one connection; other requests, and who is in none, have their own', async () => {
  const [one, two] = await Promise.all([
    asOneRequest(async () => backends(12)),
    asOneRequest(async () => backends(12)),
  ]);
  expect([one.size, two.size]).toEqual([1, 1]);
  expect(one).not.toEqual(two);
  expect((await backends(3)).size).toBe(3);
});

test('a transaction and the holder of a lock have a connection for themselves, whatever their request asks beside it', async () => {
  await asOneRequest(async () => {
    const own: number[] = [];
    const [read, , , again] = await Promise.all([
      backend(t.db),
      t.db.transaction().execute(async (trx) => own.push(await backend(trx))),
      t.db.connection().execute(async (connection) => own.push(await backend(connection))),
      backend(t.db),
    ]);
    expect(again).toBe(read);
    expect(new Set([read, ...own]).size).toBe(3);
  });
});

test('a question that fails leaves those before and behind it alone, and a lost connection is replaced', async () => {
  await asOneRequest(async () => {
    const divide = async (by: number) => (await sql<{ n: number }>`select 6 / ${by}::int as n`.execute(t.db)).rows;
    const answers = await Promise.allSettled([divide(2), divide(0), divide(3), sql`select from nowhere`.execute(t.db)]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
    expect(await divide(1)).toEqual([{ n: 6 }]);
    const lost = await Promise.allSettled([
      sql`select pg_terminate_backend(pg_backend_pid())`.execute(t.db),
      divide(1),
      divide(2),
    ]);
    expect(lost.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(await divide(2)).toEqual([{ n: 3 }]);
  });
});
