import { resolve } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, expect, inject, test } from 'vitest';
import { openDb, poolConfig } from '#platform/database/db';
import { migrate, migrationNames } from '#platform/database/migrate';
import { useTestDb } from '../../../../../../tests/support/test-db.ts';
import { selectPolicies } from '../../data/policies.queries.ts';
import { BUILT_IN, POLICY_FIELDS, SCOPED_FIELDS } from '../../rules/policies/policy-values.ts';
import { resolvePolicy, type PolicyKeys } from '../../rules/policies/resolve-policy.ts';

useTestDb();
const MIGRATIONS = resolve(import.meta.dirname, '../../../../../../db/migrations');
const OURS = '20261130810000';
const old = `old_rules_${process.pid}`;

async function admin(text: string): Promise<void> {
  const client = new pg.Client({ host: inject('socketDir'), user: 'lumbung', database: 'postgres' });
  await client.connect();
  await client.query(text);
  await client.end();
}
afterAll(async () => admin(`drop database if exists ${old} with (force)`));

type Row = Record<string, unknown> & PolicyKeys;
/** As rules were read before limits could say that there is none: null inherits, and what nobody sets is the built-in value. */
const asBefore = (rows: readonly Row[], field: string, at: { categoryId: number; itemType: string }): unknown => {
  const keys = (row: Row) =>
    8 * Number(row.categoryId !== null) + 8 * Number(row.itemType !== null) + 2 * Number(row.categoryId !== null);
  const ordered = rows
    .filter((row) => row.libraryId === null)
    .filter((row) => row.categoryId === null || row.categoryId === at.categoryId)
    .filter((row) => row.itemType === null || row.itemType === at.itemType)
    .toSorted((a, b) => keys(b) - keys(a));
  return ordered.find((row) => row[field] !== null)?.[field];
};

test('what was null keeps its effect: it inherits, and in the network itself it is no limit', async () => {
  await admin(`create database ${old}`);
  const { db } = openDb(poolConfig({ socketDir: inject('socketDir'), database: old }, 2, null));
  const before = (await migrationNames(MIGRATIONS)).filter((name) => name < OURS);
  await migrate(db, MIGRATIONS, new Set(before));
  // a network that caps nothing, a category that does, a type within it that says nothing of caps
  await sql`insert into loan_policy (category_id, item_type, fine_cap, max_suspension_days, max_holds_per_day, max_on_site, loan_length)
    select id, null::text, 5000, null::int, 3, 1, null::int from member_category where code = 'anak'
    union all select id, 'anak', null, 9, null, null, 21 from member_category where code = 'anak'
    union all select null, 'av', 0, 0, null, null, 3`.execute(db);
  const rows = async () => (await sql<Row>`select * from loan_policy order by id`.execute(db)).rows;
  const rowsBefore = await rows();
  expect(rowsBefore.find((row) => row.categoryId === null && row.itemType === null)).toMatchObject({ fineCap: null });

  await migrate(db, MIGRATIONS);
  const rowsAfter = await rows();
  expect(rowsAfter).toMatchObject(rowsBefore);
  expect(rowsAfter.every((row) => row.maxDebtToLend === null && row.defaultPrice === null)).toBe(true);

  const rules = await selectPolicies(db);
  const categories = await db.selectFrom('memberCategory').select('id').execute();
  const types = await db.selectFrom('itemType').select('code').execute();
  let compared = 0;
  for (const { id: categoryId } of categories) {
    for (const { code: itemType } of types) {
      const { policy } = resolvePolicy(rules, { libraryId: 1, categoryId, itemType });
      for (const field of POLICY_FIELDS) {
        // limits of a type stand beside those of everything since then, and follow the loan length where nobody sets them
        if (SCOPED_FIELDS.some((scoped) => scoped === field) || field === 'renewalLength') continue;
        const said = asBefore(rowsBefore, field, { categoryId, itemType });
        expect([field, policy[field]]).toEqual([field, said ?? BUILT_IN[field]]);
        compared += 1;
      }
    }
  }
  expect(compared).toBeGreaterThan(1000);
  const child = categories.find(({ id }) => rules.some((rule) => rule.categoryId === id && rule.fineCap === 5000));
  const at = (categoryId: number, itemType: string) =>
    resolvePolicy(rules, { libraryId: 1, categoryId, itemType }).policy;
  expect(at(child?.id ?? 0, 'anak')).toMatchObject({
    fineCap: 5000,
    maxSuspensionDays: 9,
    maxHoldsPerDay: 3,
    maxOnSite: 1,
  });
  expect(at(0, 'umum')).toMatchObject({
    fineCap: null,
    memberFineCap: null,
    maxHoldsPerDay: null,
    maxOnSite: null,
    maxLoans: 2,
  });
  await db.destroy();
});
