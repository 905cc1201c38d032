import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import { Kept } from '#platform/database/kept';
import { stakesIn } from '#platform/stakes';
import {
  LIMIT_FIELDS,
  NO_LIMIT,
  POLICY_FIELDS,
  isLimit,
  type LimitField,
  type LimitValues,
  type PlainField,
  type PlainValues,
  type PolicyValues,
} from '../rules/policies/policy-values.ts';
import type { PolicyKeys, PolicyRule } from '../rules/policies/resolve-policy.ts';

/** A rule as it is stored; `version` guards edits. */
export interface StoredPolicy extends PolicyRule {
  version: number;
  updatedAt: Date;
}

/** How the columns say that there is no limit; what they say by null is inherited. */
const NO_LIMIT_KEPT = -1;
type KeptLimits = Record<LimitField, number | null>;

/** The limits of a row as rules have them. */
const limitsOf = (row: KeptLimits): LimitValues => {
  const limits: LimitValues = { ...row };
  for (const field of LIMIT_FIELDS) if (row[field] === NO_LIMIT_KEPT) limits[field] = NO_LIMIT;
  return limits;
};
/** Values as the columns keep them. */
function kept(values: Partial<PolicyValues>): Partial<PlainValues & KeptLimits> {
  const plain: Partial<PlainValues> = {};
  const limits: Partial<KeptLimits> = {};
  for (const field of POLICY_FIELDS) {
    if (!isLimit(field)) copyPlain(plain, values, field);
    else if (values[field] !== undefined) limits[field] = values[field] === NO_LIMIT ? NO_LIMIT_KEPT : values[field];
  }
  return { ...plain, ...limits };
}
function copyPlain<K extends PlainField>(to: Partial<PlainValues>, from: Partial<PlainValues>, field: K): void {
  const value = from[field];
  if (value !== undefined) to[field] = value;
}

/** A rule as its columns keep it; what the texts among them may be is checked by the table. */
type KeptRule = PolicyKeys & PlainValues & KeptLimits & { id: number };
type KeptRow = KeptRule & { version: number; updatedAt: Date };
const toRule = (row: KeptRow): StoredPolicy => ({ ...row, ...limitsOf(row) });

const rules = (db: Db | Tx) => db.selectFrom('loanPolicy').selectAll().$castTo<KeptRow>();

const policies = new Kept(['loanPolicy'], async (db) => (await rules(db).orderBy('id').execute()).map(toRule));

/** Every rule of the network: a few dozen rows. */
export const selectPolicies = async (db: Db | Tx): Promise<readonly StoredPolicy[]> => policies.of(db);

export async function findPolicy(db: Db | Tx, id: number): Promise<StoredPolicy | undefined> {
  const row = await rules(db).where('id', '=', id).executeTakeFirst();
  return row && toRule(row);
}
export async function lockPolicy(trx: Tx, id: number): Promise<StoredPolicy | undefined> {
  const row = await rules(trx).where('id', '=', id).forUpdate().executeTakeFirst();
  return row && toRule(row);
}
export async function insertPolicy(trx: Tx, rule: PolicyKeys & PolicyValues, now: Date): Promise<StoredPolicy> {
  const { libraryId, categoryId, itemType } = rule;
  const row = await trx
    .insertInto('loanPolicy')
    .values({ libraryId, categoryId, itemType, ...kept(rule), updatedAt: now })
    .returningAll()
    .$castTo<KeptRow>()
    .executeTakeFirstOrThrow();
  return toRule(row);
}
export async function changePolicy(
  trx: Tx,
  id: number,
  values: Partial<PolicyValues>,
  now: Date,
): Promise<StoredPolicy> {
  const row = await trx
    .updateTable('loanPolicy')
    .set({ ...kept(values), updatedAt: now, version: sql`version + 1` })
    .where('id', '=', id)
    .returningAll()
    .$castTo<KeptRow>()
    .executeTakeFirstOrThrow();
  return toRule(row);
}
export async function deletePolicy(trx: Tx, id: number): Promise<void> {
  await trx.deleteFrom('loanPolicy').where('id', '=', id).execute();
}

/** A running loan of the member, as the limits and the refusals need to know it. */
export interface RunningLoanOfMember {
  id: number;
  /** Where it was lent. */
  libraryId: number;
  onSite: boolean;
  itemType: string;
  bibId: number;
  dueAt: string;
  status: 'open' | 'claimed_returned';
}

/** What lending must know beside the member and the copy, in one round trip. */
export interface LendingFacts {
  library: { id: number; code: string; name: string; timeZone: string } | null;
  /** The rules for this member's category, at this library and for this type, and for those of the running loans. */
  rules: PolicyRule[];
  running: RunningLoanOfMember[];
  /** Who has the copy now. */
  itemMemberId: number | null;
  itemLoanId: number | null;
  /** For whom the copy is booked and not yet collected, in the order of time. */
  bookings: BookedCopy[];
}

/** The copy is promised to a member for a time (module bookings). */
export interface BookedCopy {
  memberId: number;
  from: string;
  to: string;
}

/** For whom the copies of a member's running loans are booked, in the order of time; by loan. */
export async function selectBookedLoans(db: Db | Tx, memberId: number): Promise<Map<number, BookedCopy[]>> {
  const found = await sql<{ id: number; bookings: BookedCopy[] }>`
    select loan.id, json_agg(json_build_object('memberId', b.member_id, 'from', b.starts_at, 'to', b.ends_at)
      order by b.starts_at) as bookings
    from loan join ${stakesIn('booking')} b on b.item_id = loan.item_id
    where loan.member_id = ${memberId} and loan.status = 'open' group by loan.id`.execute(db);
  return new Map(found.rows.map(({ id, bookings }) => [id, bookings]));
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
/** JSON keeps the names it is given: the plugin that renames columns does not reach into it. */
const ruleColumns = sql.join(
  ['id', 'libraryId', 'categoryId', 'itemType', ...POLICY_FIELDS].map((name) => sql.raw(`${snake(name)} as "${name}"`)),
);

export async function lendingFacts(
  db: Db | Tx,
  about: {
    libraryId: number;
    memberId: number;
    categoryId: number;
    itemId: number | null;
    itemType: string;
    /** Of loans that do not run yet. */
    alsoTypes?: readonly string[];
  },
): Promise<LendingFacts> {
  const types = [about.itemType, ...(about.alsoTypes ?? [])];
  const found = await sql<{
    library: LendingFacts['library'];
    rules: KeptRule[] | null;
    running: RunningLoanOfMember[] | null;
    itemMemberId: number | null;
    itemLoanId: number | null;
    bookings: BookedCopy[] | null;
  }>`with out as (
      select loan.id, loan.library_id, loan.on_site, item.item_type, item.bib_id, loan.due_at, loan.status
      from loan join item on item.id = loan.item_id
      where loan.member_id = ${about.memberId} and loan.status in ('open', 'claimed_returned'))
    select
    (select json_build_object('id', id, 'code', code, 'name', name, 'timeZone', time_zone)
       from library where id = ${about.libraryId}) as library,
    (select json_agg(rule) from (select ${ruleColumns} from loan_policy
      where (library_id is null or library_id = ${about.libraryId} or library_id in (select out.library_id from out))
        and (category_id is null or category_id = ${about.categoryId})
        and (item_type is null or item_type = any(${types}::text[]) or item_type in (select out.item_type from out))) rule) as rules,
    (select json_agg(json_build_object('id', out.id, 'libraryId', out.library_id, 'onSite', out.on_site,
        'itemType', out.item_type, 'bibId', out.bib_id, 'dueAt', out.due_at, 'status', out.status)) from out) as running,
    (select json_agg(json_build_object('memberId', b.member_id, 'from', b.starts_at, 'to', b.ends_at) order by b.starts_at)
       from ${stakesIn('booking')} b where b.item_id = ${about.itemId}) as bookings,
    held.member_id as item_member_id, held.id as item_loan_id
    from (select 1) one left join loan held
      on held.item_id = ${about.itemId} and held.status in ('open', 'claimed_returned')`.execute(db);
  const row = found.rows[0];
  return {
    library: row?.library ?? null,
    rules: (row?.rules ?? []).map((rule) => ({ ...rule, ...limitsOf(rule) })),
    running: row?.running ?? [],
    itemMemberId: row?.itemMemberId ?? null,
    itemLoanId: row?.itemLoanId ?? null,
    bookings: row?.bookings ?? [],
  };
}

/** How many of these loans are overdue; what a member says to have brought back is not. */
export const countOverdue = (running: readonly RunningLoanOfMember[], now: Date): number =>
  running.filter((loan) => loan.status === 'open' && new Date(loan.dueAt) < now).length;
