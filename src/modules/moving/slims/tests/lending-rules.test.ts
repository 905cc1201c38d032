import { beforeAll, describe, expect, test } from 'vitest';
import { createLibrary } from '#modules/ground/libraries';
import { getCategory } from '#modules/people/members';
import {
  checkOut,
  createPolicy,
  listPolicies,
  policyFor,
  removePolicy,
  updatePolicy,
} from '#modules/lending/circulation';
import { explainSaid } from '#modules/moving/runs';
import { readRule } from '../rules/lending-rule.ts';
import { copy, loanDump, type Row } from './loan-dump.ts';
import { useMovingHouse } from '../../../../../tests/support/moving-house.ts';
import { fatesOf, type Moved } from './run-migration.ts';

const { t, settleIn, move } = useMovingHouse();
let libraryId: number;
let branchId: number;
let moved: Moved;

type Values = readonly [
  limit: Row[string],
  days: Row[string],
  renewals: Row[string],
  fine: Row[string],
  grace: Row[string],
];
const values = ([loan_limit, loan_periode, reborrow_limit, fine_each_day, grace_periode]: Values): Row => ({
  ...{ loan_limit, loan_periode, reborrow_limit, fine_each_day, grace_periode },
});
const type = (id: number, name: string, of: Values, reserves: number | null = null): Row => ({
  ...{ member_type_id: id, member_type_name: name, ...values(of) },
  ...{ enable_reserve: reserves === null ? null : Math.min(reserves, 1), reserve_limit: reserves },
});
const rule = (id: number, member: number, coll: number | null, gmd: number | null, of: Values): Row => ({
  ...{ loan_rules_id: id, member_type_id: member, coll_type_id: coll, gmd_id: gmd, ...values(of) },
});

const TYPES = [
  type(1, 'Umum', [3, 14, 2, 500, 1], 2),
  type(2, 'Guru', [7, 30, 3, 0, 0], 5),
  type(3, 'Santri', [2, 7, 0, 0, 0], 0),
  type(4, 'Tamu Negara', [-1, 99_999, 1, 'banyak', 400]),
  type(5, 'Pelajar', [2, 7, 1, 300, 1], 1),
  type(6, 'Lansia', [null, null, null, null, null]),
];
const RULES = [
  rule(1, 1, 1, 1, [1, 3, 0, 1000, 0]),
  rule(2, 3, 2, 0, [4, 1, 1, 0, 0]),
  rule(3, 1, 3, 1, [1, 3, 0, 1000, 0]),
  rule(4, 999, 1, 1, [1, 1, 0, 0, 0]),
  rule(5, 1, 2, 21, [1, 1, 0, 0, 0]),
  rule(6, 1, 0, 1, [1, 1, 0, 0, 0]),
  rule(7, 1, 1, 0, [9, 9, 9, 9, 9]),
  rule(8, 1, 1, null, [1, 3, 0, 1000, 0]),
  rule(9, 5, 1, 1, [1, 1, 0, 0, 0]),
  rule(10, 1, 2, 1, [null, null, null, null, null]),
  rule(11, 1, 4, 1, [1, 1, 0, 0, 0]),
  rule(12, 1, 77, 1, [1, 1, 0, 0, 0]),
  rule(1, 1, 2, 1, [1, 1, 0, 0, 0]),
];
const dump = loanDump({
  item: [copy(30, 'X-0030')],
  mst_coll_type: ['Referensi', 'berkala', 'Fiksi', 'Buku Teks'].map((name, i) => ({
    coll_type_id: i + 1,
    coll_type_name: name,
  })),
  mst_gmd: [{ gmd_id: 21, gmd_code: 'SO', gmd_name: 'Rekaman Suara' }],
  mst_member_type: TYPES,
  mst_loan_rules: RULES,
});
const ours = ({ said }: Moved) => said.filter(({ table }) => /mst_(?:member_type|loan_rules)/.test(table));
const saidOf = (key: string): string[] =>
  ours(moved).flatMap((one) => (one.key === key ? [`${one.fate}: ${explainSaid(one, 'en')}`] : []));

async function policyOf(code: string, itemType = 'umum', library = libraryId) {
  const { id: categoryId } = await getCategory(t.ctx(), code);
  const { maxLoans, loanLength, renewalLength, maxRenewals, finePerDay, graceDays, maxHolds, ofType } = await policyFor(
    t.db,
    { libraryId: library, categoryId, itemType },
  );
  return [maxLoans, loanLength, renewalLength, maxRenewals, finePerDay, graceDays, maxHolds, ofType.maxLoans];
}

beforeAll(async () => {
  t.clock.set('2026-11-25T10:00:00+07:00');
  libraryId = await settleIn();
  const branch = await createLibrary(t.ctx(), { code: 'CABANG', name: 'Perpustakaan Cabang', type: 'cabang' });
  branchId = branch.id;
  const { id: categoryId } = await getCategory(t.ctx(), 'pelajar');
  await createPolicy(t.ctx(), { categoryId, maxLoans: 9, finePerDay: 300 });
  const before = await listPolicies(t.ctx());
  const trial = await move(dump, { dryRun: true });
  expect(await listPolicies(t.ctx())).toEqual(before);
  moved = await move(dump);
  for (const table of ['mst_member_type', 'mst_loan_rules'])
    expect(fatesOf(trial, table)).toEqual(fatesOf(moved, table));
  expect(ours(trial)).toEqual(ours(moved));
});

describe('rules of lending', () => {
  test('every row is accounted for', () => {
    expect(fatesOf(moved, 'mst_member_type')).toEqual([6, 2, 4, 0, 0]);
    expect(fatesOf(moved, 'mst_loan_rules')).toEqual([13, 2, 1, 10, 0]);
  });

  test('a type rules for its category in this library, where nobody has decided otherwise', async () => {
    expect(await policyOf('umum')).toEqual([3, 14, 14, 2, 500, 1, 2, null]);
    expect(await policyOf('guru')).toEqual([7, 30, 30, 3, 0, 0, 5, null]);
    expect(await policyOf('santri')).toEqual([2, 7, 7, 0, 0, 0, 0, null]);
    expect((await policyOf('umum', 'umum', branchId)).slice(0, 2)).toEqual([3, 7]);
    expect(saidOf('member_type_id=1')).toEqual([
      'merged: Became the category "Umum", which is there already',
      'told: Rule for category "Umum": loans 3, days 14, renewals 2, fine a day Rp500, days of grace 1, reservations 2',
    ]);
  });

  test('a rule for a kind of copies limits that kind, and a fine of 0 is no fine', async () => {
    expect(await policyOf('umum', 'referensi')).toEqual([3, 3, 3, 0, 1000, 0, 2, 1]);
    expect(await policyOf('santri', 'berkala')).toEqual([2, 1, 1, 1, 0, 0, 0, 4]);
    expect(saidOf('loan_rules_id=2')).toEqual([
      'told: Rule for category "Santri", kind berkala: loans 4, days 1, renewals 1, fine a day Rp0, days of grace 0, reservations -',
    ]);
  });

  test('what people have set here stays, and what differs is said', async () => {
    expect((await policyOf('pelajar')).slice(0, 2)).toEqual([9, 7]);
    expect(saidOf('member_type_id=5')[1]).toBe(
      'told: What rules here was not changed. Category "Pelajar", in the old system: loans 2, days 7, renewals 1, fine a day Rp300, days of grace 1, reservations 1. Here: loans 9, days 7, renewals 1, fine a day Rp300, days of grace 0, reservations 5',
    );
    expect(saidOf('loan_rules_id=9')).toEqual([expect.stringContaining('refused: What rules here was not changed')]);
  });

  test('values that nobody means are left out, each with a word', async () => {
    expect(saidOf('member_type_id=4')).toEqual([
      'told: The value "-1" in the column loan_limit makes no sense; not taken',
      'told: The value "99999" in the column loan_periode makes no sense; not taken',
      'told: The value "banyak" in the column fine_each_day makes no sense; not taken',
      'told: The value "400" in the column grace_periode makes no sense; not taken',
      'told: Rule for category "Tamu Negara": loans -, days -, renewals 1, fine a day -, days of grace -, reservations -',
    ]);
    expect(await policyOf('tamu_negara')).toEqual([2, 7, 7, 1, 0, 0, 5, null]);
    expect(saidOf('member_type_id=6')).toHaveLength(1);
  });

  test('rules without a counterpart are refused, each with its reason', () => {
    expect(
      [3, 11, 12, 4, 5, 6, 10, 1].flatMap((id) =>
        saidOf(`loan_rules_id=${id}`).filter((one) => !one.startsWith('told')),
      ),
    ).toEqual([
      'refused: The collection type "Fiksi" became the kind "umum" together with others; its rule was not taken, for it would rule for them too',
      'refused: The collection type "Buku Teks" became the kind "umum" together with others; its rule was not taken, for it would rule for them too',
      'refused: The collection type "77" is not known here; its rule has not come',
      'refused: Its member type does not exist',
      'refused: A rule for the form "Rekaman Suara" (GMD) has no counterpart here',
      'refused: A rule without a collection type has no counterpart beside that of the member type',
      'refused: This rule says nothing',
      'refused: A row before this one has the same number',
    ]);
    expect(saidOf('loan_rules_id=7')[0]).toContain('refused: What rules here was not changed');
    expect(saidOf('loan_rules_id=8')).toEqual(['merged: The same rule holds here already']);
    expect(moved.said.every((one) => explainSaid(one, 'id') !== one.code)).toBe(true);
  });

  test('at the desk a loan runs as long as in SLiMS', async () => {
    const { loan } = await checkOut({ ...t.ctx(), libraryId }, { memberNumber: 'M-13', itemBarcode: 'X-0030' });
    expect(loan.dueAt).toEqual(new Date('2026-12-09T23:59:59+07:00'));
  });
});

describe('again', () => {
  test('a second run brings nothing, and leaves what was changed or taken away here', async () => {
    const rules = (await listPolicies(t.ctx())).filter((one) => one.libraryId === libraryId);
    const [changed, removed] = [rules.find((one) => one.loanLength === 30), rules.find((one) => one.loanLength === 14)];
    await updatePolicy(t.ctx(), changed?.id ?? 0, changed?.version ?? 0, { maxLoans: 1 });
    await removePolicy(t.ctx(), removed?.id ?? 0, removed?.version ?? 0);
    const before = await listPolicies(t.ctx());
    const again = await move(dump);
    expect(fatesOf(again, 'mst_member_type')).toEqual([6, 0, 0, 0, 6]);
    expect(fatesOf(again, 'mst_loan_rules')).toEqual([13, 0, 1, 10, 2]);
    expect(await listPolicies(t.ctx())).toEqual(before);
  });

  test('a run that was ended behind the types brings the rules for kinds of copies', async () => {
    const more = [...TYPES, type(7, 'Relawan', [4, 10, 1, 0, 0])];
    await move(loanDump({ mst_member_type: more, mst_loan_rules: [] }));
    const late = { mst_coll_type: [{ coll_type_id: 1, coll_type_name: 'Referensi' }], mst_member_type: more };
    const rest = await move(loanDump({ ...late, mst_loan_rules: [rule(20, 7, 1, 1, [1, 2, 0, 0, 0])] }));
    expect(fatesOf(rest, 'mst_loan_rules')).toEqual([1, 1, 0, 0, 0]);
    expect(await policyOf('relawan', 'referensi')).toEqual([4, 2, 2, 0, 0, 0, 5, 1]);
  });
});

test('an older SLiMS without columns says nothing of them; nobody who borrows nothing needs a length', () => {
  const of = (row: Record<string, string>) => readRule((column) => row[column] ?? null);
  expect(of({ loan_limit: '0', loan_periode: '0', fine_each_day: '0' })).toEqual({
    ...{ values: { maxLoans: 0, finePerDay: 0 }, unusable: [] },
  });
  expect(of({ loan_limit: '2', loan_periode: '0' }).unusable).toEqual([{ column: 'loan_periode', value: '0' }]);
  expect(of({ fine_each_day: '9'.repeat(200_000) }).unusable).toEqual([
    { column: 'fine_each_day', value: '9'.repeat(20) },
  ]);
});
