import { expect, test } from 'vitest';
import { sql } from 'kysely';
import { useTestDb } from '../../../../../../tests/support/test-db.ts';
import { createPolicy, updatePolicy } from '../../index.ts';
import { getPolicy } from '../../testing.ts';
import { POLICY_LIST } from '../../rules/policies/policy-list.ts';
import { NO_LIMIT, POLICY_FIELDS, isLimit, type PolicyField } from '../../rules/policies/policy-values.ts';

const t = useTestDb();

const ends = (field: PolicyField): readonly unknown[] => {
  const value = POLICY_LIST[field];
  if (value.kind === 'yesNo') return [true, false];
  if (value.kind === 'choice') return value.choices;
  return [value.min, value.max, ...(isLimit(field) ? [NO_LIMIT] : [])];
};

test('whatever the list of values allows is kept by a rule and read as it was written', async () => {
  const { id, ...created } = await createPolicy(t.ctx(), { itemType: 'anak', mayBorrow: true });
  let { version } = created;
  for (const field of POLICY_FIELDS) {
    for (const said of [...ends(field), ...(field === 'mayBorrow' ? [] : [null])]) {
      ({ version } = await updatePolicy(t.ctx(), id, version, { [field]: said }));
      expect([field, (await getPolicy(t.ctx(), id))[field]]).toEqual([field, said]);
    }
  }
});

test('the table keeps no value that the list does not know', async () => {
  const { rows } = await sql<{ name: string }>`select column_name as name from information_schema.columns
    where table_name = 'loan_policy'`.execute(t.db);
  const camel = rows.map(({ name }) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()));
  const rule = ['id', 'libraryId', 'categoryId', 'itemType', 'version', 'updatedAt'];
  expect(camel.toSorted()).toEqual([...rule, ...POLICY_FIELDS].toSorted());
});
