import { sql, type RawBuilder } from 'kysely';

/** Kinds of rows here that a migration makes, in the order in which they are taken back: what points at others goes before them. */
export const MADE_KINDS = [
  'stocktake',
  'issue',
  'subscription',
  'money',
  'hold',
  'loan',
  'block',
  'visit',
  'attachment',
  'copy',
  'title',
  'member',
  'policy',
  'category',
  'closing',
  'account',
] as const;
export type MadeKind = (typeof MADE_KINDS)[number];

export interface MadeTable {
  table: string;
  /** Columns that people here, or the house by itself, change: where they are otherwise, the row is not as the migration left it. */
  keeps: readonly string[];
  /** By what people find it here. */
  label: string;
  /** Under which name of the old system it is told of. */
  told: string;
}

/** Where rows of each kind stand. What is counted anew by itself (how often a record was lent), or forgotten by time (who had a loan), is no touch. */
export const MADE: Readonly<Record<MadeKind, MadeTable>> = {
  stocktake: { table: 'stocktake', keeps: ['name', 'status'], label: 'it.name', told: 'stock_take' },
  issue: {
    table: 'serial_issue',
    keeps: ['expected_on', 'volume', 'number', 'state', 'received_on', 'item_id', 'claims'],
    label: 'it.number::text',
    told: 'kardex',
  },
  subscription: {
    table: 'subscription',
    keeps: [
      'supplier',
      'price',
      'frequency',
      'starts_on',
      'ends_on',
      'item_type',
      'makes_copies',
      'ended_at',
      'end_reason',
    ],
    label: '(select title from bib where bib.id = it.bib_id)',
    told: 'serial',
  },
  // lines of money never change; what is booked against them points at them
  money: { table: 'charge_line', keeps: ['amount', 'method'], label: 'it.id::text', told: 'fines' },
  hold: {
    table: 'hold',
    keeps: ['status', 'item_id', 'wanted_item_id', 'pickup_library_id', 'suspended_at', 'override_reason', 'ended_at'],
    label: '(select title from bib where bib.id = it.bib_id)',
    told: 'reserve',
  },
  loan: {
    table: 'loan',
    keeps: [
      'due_at',
      'returned_at',
      'status',
      'renewal_count',
      'returned_by',
      'claimed_at',
      'lost_at',
      'dropped_at',
      'due_by_hand',
    ],
    label: '(select barcode from item where item.id = it.item_id)',
    told: 'loan',
  },
  block: { table: 'member_block', keeps: ['reason', 'until_date', 'lifted_at'], label: 'it.id::text', told: 'member' },
  visit: {
    table: 'visit',
    keeps: ['at', 'kind', 'left_at', 'purpose', 'people'],
    label: 'it.id::text',
    told: 'visitor_count',
  },
  attachment: {
    table: 'attachment',
    keeps: ['bib_id', 'title', 'access', 'category_codes', 'file_key'],
    label: 'it.title',
    told: 'biblio_attachment',
  },
  copy: {
    table: 'item',
    keeps: ['version', 'bib_id', 'library_id', 'status', 'set_aside', 'withdrawn_at', 'desk_note'],
    label: 'it.barcode',
    told: 'item',
  },
  title: {
    table: 'bib',
    keeps: ['version', 'hidden', 'cover_key', 'deleted_at', 'merged_into_id'],
    label: 'it.title',
    told: 'biblio',
  },
  // who signs in has touched their card: the day is noted, and the old password becomes one of this house
  member: {
    table: 'member',
    keeps: [
      'version',
      'number',
      'status',
      'password_hash',
      'pin_hash',
      'photo_key',
      'last_active_on',
      'restricted_at',
      'erased_at',
    ],
    label: 'it.number',
    told: 'member',
  },
  policy: { table: 'loan_policy', keeps: ['version'], label: 'it.id::text', told: 'mst_loan_rules' },
  category: { table: 'member_category', keeps: ['version'], label: 'it.name_id', told: 'mst_member_type' },
  closing: { table: 'closed_day', keeps: ['version'], label: 'it.date_from::text', told: 'holiday' },
  account: {
    table: 'account',
    keeps: ['version', 'status', 'password_hash', 'last_sign_in_at'],
    label: 'it.username',
    told: 'user',
  },
};

/** Rows that go with the one that they belong to, by the columns that say to which; with all of them where there are several. */
export const PARTS: Readonly<Record<string, Readonly<Record<string, MadeKind>>>> = {
  bib_authority: { bib_id: 'title' },
  charge_allocation: { charge_line_id: 'money', credit_line_id: 'money' },
  loan_renewal: { loan_id: 'loan' },
  member_identity: { member_id: 'member' },
  stocktake_item: { stocktake_id: 'stocktake' },
};

/** Columns that point at such rows without a key. */
export const KEYLESS: readonly { table: string; column: string; kind: MadeKind; isList?: boolean }[] = [
  { table: 'import_row', column: 'bib_id', kind: 'title' },
  { table: 'bulk_loan_item', column: 'charge_line_ids', kind: 'money', isList: true },
  { table: 'retention_approval', column: 'member_ids', kind: 'member', isList: true },
];

/** Tables whose rows become rows of a kind. Those of fines, violations and pictures are none: what they become is noted line by line, or is a part of its title or member. */
export const KIND_OF: Readonly<Partial<Record<string, MadeKind>>> = {
  ...{ biblio: 'title', catalogs: 'title', item: 'copy', collections: 'copy', biblio_attachment: 'attachment' },
  catalogfiles: 'attachment',
  ...{ member: 'member', members: 'member', mst_member_type: 'category', jenis_anggota: 'category' },
  ...{ member_type_rule: 'policy', jenis_anggota_rule: 'policy', mst_loan_rules: 'policy' },
  ...{ loan: 'loan', loan_history: 'loan', collectionloanitems: 'loan' },
  ...{ reserve: 'hold', collections_booking: 'hold', holiday: 'closing', holidays: 'closing' },
  ...{ visitor_count: 'visit', memberguesses: 'visit', groupguesses: 'visit', user: 'account', users: 'account' },
  ...{ serial: 'subscription', kardex: 'issue', stock_take: 'stocktake' },
  ...{ made_money: 'money', made_block: 'block', made_title: 'title', made_copy: 'copy' },
};

/** A number made of a row of a kind as it stands now; `it` is the row. */
export function markOf(kind: MadeKind): RawBuilder<number> {
  const kept = MADE[kind].keeps.map((column) => sql.ref(`it.${column}`));
  const parts =
    kind === 'member' ? [sql`(select md5(one::text) from member_identity one where one.member_id = it.id)`] : [];
  return sql<number>`('x' || substr(md5(jsonb_build_array(${sql.join([...kept, ...parts])})::text), 1, 13))::bit(52)::bigint`;
}

/** The row itself. */
export const tableOf = (kind: MadeKind): RawBuilder<unknown> => sql.table(MADE[kind].table);
