import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { updateBib, getBib } from '#modules/collection/catalog';
import { KEYLESS, MADE, MADE_KINDS, PARTS } from '../../../engine/data/made-kinds.ts';
import { selectPointers } from '../../../engine/data/taking-back.queries.ts';
import { payCharges } from '#modules/lending/charges';
import { checkOut, placeHold, renewLoan } from '#modules/lending/circulation';
import { getMember, signInMember, updateMember } from '#modules/people/members';
import { TEST_NOW } from '../../../../../../tests/support/test-db.ts';
import { OLD_PASSWORDS } from '../../../slims/tests/small-members.ts';
import { everyRow } from '../../../../../../tests/support/whole-move.ts';
import { useUndoHouse } from '../../../../../../tests/support/undo-house.ts';

/** Whatever people have done with what came stands in the way of taking it back, and is named; nothing of theirs is swallowed. */
const { t, here, desk, moveWhole, tryUndo, inTheWay, confirm } = useUndoHouse();
let runId: number;
beforeAll(async () => {
  t.clock.set(TEST_NOW);
  runId = (await moveWhole()).id;
});
beforeEach(() => t.clock.set(TEST_NOW));

const bibCalled = async (title: string): Promise<number> =>
  (await t.db.selectFrom('bib').select('id').where('title', '=', title).executeTakeFirstOrThrow()).id;
const loanOf = async (barcode: string): Promise<number> => {
  const { rows } = await sql<{ id: number }>`select loan.id from loan join item on item.id = loan.item_id
    where item.barcode = ${barcode} and loan.status = 'open'`.execute(t.db);
  return rows[0]?.id ?? 0;
};

/** What somebody does, and what is then said to stand in the way. */
const TOUCHES: [what: string, act: () => Promise<unknown>, said: string[]][] = [
  [
    'a title is changed',
    async () => {
      const bib = await getBib(t.ctx(), await bibCalled('Judul 51'));
      const marc = {
        ...bib.marc,
        fields: [
          ...bib.marc.fields,
          { tag: '500', ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value: 'Catatan' }] },
        ],
      };
      await updateBib(t.ctx(), { id: bib.id, version: bib.version, marc });
    },
    ['biblio Judul 51 undo_changed'],
  ],
  [
    'a copy is lent, to somebody who was here before',
    async () => checkOut(desk(), { memberNumber: 'A-0001', itemBarcode: 'X-0061' }),
    ['item X-0061 undo_pointed_at loan'],
  ],
  [
    'somebody who came borrows a copy that was here before',
    async () => checkOut(desk(), { memberNumber: 'M-14', itemBarcode: here.barcode, override: { reason: 'Uji' } }),
    ['member M-14 undo_pointed_at loan'],
  ],
  [
    'a loan that came is renewed',
    async () => renewLoan(desk(), { loanId: await loanOf('X-0039'), override: { reason: 'Uji' } }),
    ['loan X-0039 undo_changed'],
  ],
  [
    'a fine that came is paid',
    async () => payCharges(desk(), 'M-13', { amount: 5000, method: 'cash' }),
    ['member M-13 undo_pointed_at charge_line'],
  ],
  [
    'somebody waits for a title that came',
    async () =>
      placeHold(desk(), {
        memberNumber: 'A-0001',
        bibId: await bibCalled('Judul 50'),
        pickupLibraryId: here.libraryId,
      }),
    ['biblio Judul 50 undo_pointed_at hold'],
  ],
  [
    'a member is written anew',
    async () => updateMember(t.ctx(), 'M-05', (await getMember(t.ctx(), 'M-05')).version, { phone: '081200000000' }),
    ['member M-05 undo_changed'],
  ],
  [
    'a member signs in with the old password, which becomes one of this house',
    async () =>
      signInMember(t.ctx({ kind: 'anonymous' }), {
        ...{ number: 'M-11', secret: OLD_PASSWORDS.md5[0], ip: null, userAgent: 'uji' },
      }),
    ['member M-11 undo_changed', 'member M-11 undo_pointed_at session'],
  ],
];

test.each(TOUCHES)('%s', async (_what, act, said) => {
  await act();
  const tried = await tryUndo(runId);
  expect([tried.state, tried.error]).toEqual(['done', null]);
  expect(await inTheWay(tried.id)).toEqual(expect.arrayContaining(said));
  expect(tried.canGoOn).toBe(false);
  const before = await everyRow(t.db);
  await expect(confirm(tried.id)).rejects.toMatchObject({ code: 'slims.undo_touched' });
  expect(await everyRow(t.db)).toEqual(before);
});

test('all of them are told, each row with every reason, and those that nobody touched are not', async () => {
  const tried = await tryUndo(runId);
  const said = await inTheWay(tried.id);
  expect(said).toEqual(expect.arrayContaining(TOUCHES.flatMap(([, , lines]) => lines)));
  expect(said.some((line) => /M-03|M-12|Judul 47|Judul 48/.test(line))).toBe(false);
  const members = tried.tables.find(({ table }) => table === 'member');
  // M-05, M-11, M-13, M-14
  expect(members).toMatchObject({ rows: 9, fates: { carried: 5, refused: 4 } });
});

test('it is written down what becomes of every column that points at what came', async () => {
  const pointers = await selectPointers(t.db);
  const tables = new Set(MADE_KINDS.map((kind) => MADE[kind].table));
  const along = pointers.filter(({ table }) => tables.has(table) || table in PARTS);
  // everything else stands in the way
  expect(along.map(({ table, column }) => `${table}.${column}`).toSorted()).toEqual([
    'attachment.bib_id',
    'bib.merged_into_id',
    'bib_authority.bib_id',
    'charge_allocation.charge_line_id',
    'charge_allocation.credit_line_id',
    'charge_line.loan_id',
    'charge_line.member_id',
    'charge_line.of_line_id',
    'hold.bib_id',
    'hold.item_id',
    'hold.loan_id',
    'hold.member_id',
    'hold.wanted_item_id',
    'item.bib_id',
    'loan.item_id',
    'loan.member_id',
    'loan.reader_category_id',
    'loan.replacement_item_id',
    'loan_policy.category_id',
    'loan_renewal.loan_id',
    'member.category_id',
    'member_block.member_id',
    'member_identity.member_id',
    'serial_issue.item_id',
    'serial_issue.subscription_id',
    'stocktake_item.item_id',
    'stocktake_item.stocktake_id',
    'subscription.bib_id',
    'visit.member_id',
  ]);
  // a column that points without a key is named as what it points at
  const { rows } = await sql<{ place: string }>`
    select c.table_name || '.' || c.column_name as place from information_schema.columns c
    join information_schema.tables o on o.table_name = c.table_name and o.table_schema = 'public' and o.table_type = 'BASE TABLE'
    where c.table_schema = 'public' and c.data_type in ('bigint', 'ARRAY')
      and c.column_name ~ '(^|_)(bib|item|member|loan|hold|line|visit|attachment|subscription|issue|stocktake)_ids?$'
      and not exists (select from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any(k.conkey)
        where k.contype = 'f' and k.conrelid = c.table_name::regclass and a.attname = c.column_name)`.execute(t.db);
  const other = [
    'bulk_loan_box.bulk_loan_id',
    'import_run.first_new_bib_id',
    'purchase_receipt_item.line_id',
    'search_change.bib_id',
  ];
  expect(
    rows
      .map(({ place }) => place)
      .filter((place) => !other.includes(place))
      .toSorted(),
  ).toEqual(KEYLESS.map(({ table, column }) => `${table}.${column}`).toSorted());
});
