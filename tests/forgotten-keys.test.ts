import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { placeHold } from '#modules/circulation';
import { aMember } from '#modules/members/testing';
import { forgetOldKeys } from '../src/entrypoints/housekeeping.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb({ demo: true });

test('whatever table keeps the keys of requests, they are forgotten when nobody sends them again, and the acts stay', async () => {
  const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'request_key' order by 1`.execute(t.db);
  const tables = rows.map(({ name }) => name);
  expect(tables).toContain('purchase_receipt');
  const { number: memberNumber } = await aMember(t.ctx());
  const bib = await t.db.selectFrom('item').select(['bibId', 'libraryId']).orderBy('id').executeTakeFirstOrThrow();
  await placeHold(t.ctx(), { memberNumber, bibId: bib.bibId, pickupLibraryId: bib.libraryId });
  const count = async (table: string) => {
    const found = await sql<{ acts: number; keys: number }>`
      select count(*) as acts, count(request_key) as keys from ${sql.table(table)}`.execute(t.db);
    return found.rows[0] ?? { acts: 0, keys: 0 };
  };
  const acts: Record<string, number> = {};
  for (const table of tables) {
    await sql`update ${sql.table(table)} set request_key = gen_random_uuid()::text`.execute(t.db);
    acts[table] = (await count(table)).acts;
    expect(acts[table], table).toBeGreaterThan(0);
  }
  t.clock.set('2027-02-01T10:00:00+07:00');
  await forgetOldKeys(t);
  for (const table of tables) expect(await count(table), table).toEqual({ acts: acts[table], keys: 0 });
});
