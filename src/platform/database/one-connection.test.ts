import { afterAll, expect, test } from 'vitest';
import { openDb, poolConfig } from '#platform/database/db';
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
