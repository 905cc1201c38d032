import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { ChargeKind, LineKind, PaymentMethod, PriceSource } from '../client.ts';
import type { Allocation, OpenPart } from '../rules/allocate-oldest-first.ts';

export interface NewLine {
  memberId: number;
  libraryId: number;
  loanId: number | null;
  kind: LineKind;
  /** Whole rupiah, never 0; below 0 = lowers what is owed. */
  amount: number;
  note: string | null;
  priceSource?: PriceSource | null;
  at: Date;
  byName: string;
  byAccountId: number | null;
  toTreasury: boolean;
  method?: PaymentMethod;
  reference?: string | null;
  receiptNumber?: string;
  reason?: string | null;
  ofLineId?: number | null;
  clientKey?: string | null;
  cashDay?: string;
  /** Of a payment by QRIS: how many of the same reference were taken back before. */
  referenceTurn?: number;
}

/** Lines are only ever added (the database refuses anything else): what was wrong is balanced by another line. */
export async function insertLine(trx: Tx, line: NewLine): Promise<number> {
  return (await trx.insertInto('chargeLine').values(line).returning('id').executeTakeFirstOrThrow()).id;
}

export async function insertAllocations(trx: Tx, allocations: readonly Allocation[]): Promise<void> {
  if (allocations.length > 0)
    await trx
      .insertInto('chargeAllocation')
      .values([...allocations])
      .execute();
}

/** What is not yet settled of a line: of a charge still owed, of a credit still unused. Whole rupiah, 0 or more. */
const left = sql<number>`(abs(charge_line.amount) - coalesce((
  select sum(charge_allocation.amount) from charge_allocation
  where charge_allocation.charge_line_id = charge_line.id or charge_allocation.credit_line_id = charge_line.id
), 0))::integer`;

/** The lines of a member that are not settled, the oldest first. */
export async function selectOpenParts(
  db: Db | Tx,
  memberId: number,
): Promise<{ charges: OpenPart[]; credits: (OpenPart & { toTreasury: boolean })[] }> {
  const rows = await db
    .selectFrom('chargeLine')
    .select(['id', 'amount', 'toTreasury', left.as('left')])
    .where('memberId', '=', memberId)
    .where(left, '>', 0)
    .orderBy('id')
    .execute();
  return { charges: rows.filter((row) => row.amount > 0), credits: rows.filter((row) => row.amount < 0) };
}

/** What a member owes, whole rupiah: the sum of all lines. */
export async function balanceOf(db: Db | Tx, memberId: number): Promise<number> {
  const row = await db
    .selectFrom('chargeLine')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<string>('amount'), eb.val('0')).as('balance'))
    .where('memberId', '=', memberId)
    .executeTakeFirstOrThrow();
  return Number(row.balance);
}

/** What a member owed right after a line was written: lines of one member are written one after the other. */
export async function balanceAfter(db: Db | Tx, memberId: number, lineId: number): Promise<number> {
  const row = await db
    .selectFrom('chargeLine')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<string>('amount'), eb.val('0')).as('balance'))
    .where('memberId', '=', memberId)
    .where('id', '<=', lineId)
    .executeTakeFirstOrThrow();
  return Number(row.balance);
}

/** What is still owed for one loan, whole rupiah: its charges less what was paid, waived or corrected of them. */
export async function owedForLoan(db: Db | Tx, loanId: number): Promise<number> {
  const row = await db
    .selectFrom('chargeLine')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<string>(left), eb.val('0')).as('owed'))
    .where('loanId', '=', loanId)
    .where('amount', '>', 0)
    .executeTakeFirstOrThrow();
  return Number(row.owed);
}

/** What was taken off a charge because it had been wrong. */
const corrected = sql<number>`coalesce((
  select sum(-credit.amount) from charge_line as credit
  where credit.of_line_id = charge_line.id and credit.kind = 'correction'
), 0)::integer`;
/** What of a charge was forgiven. */
const forgiven = sql<number>`coalesce((
  select sum(allocation.amount) from charge_allocation as allocation
  join charge_line as credit on credit.id = allocation.credit_line_id
  where allocation.charge_line_id = charge_line.id and credit.kind in ('waive', 'write_off')
), 0)::integer`;

/** The charges of a loan with what was taken off them already; whole rupiah. */
export const selectChargesOfLoan = async (trx: Tx, loanId: number) =>
  chargesWith(trx).where('loanId', '=', loanId).$narrowType<{ kind: ChargeKind }>().execute();

/** Some charges, as {@link selectChargesOfLoan} gives those of a loan. */
export const selectChargesById = async (trx: Tx, ids: readonly number[]) =>
  chargesWith(trx).where('id', 'in', ids).$narrowType<{ kind: ChargeKind }>().execute();

const chargesWith = (trx: Tx) =>
  trx
    .selectFrom('chargeLine')
    .select(['id', 'memberId', 'libraryId', 'loanId', 'kind', 'amount', 'toTreasury', left.as('left')])
    .select([corrected.as('corrected'), forgiven.as('forgiven')])
    .where('kind', 'not in', ['payment', 'paid_before', 'waive', 'write_off', 'correction', 'refund', 'void'])
    .orderBy('id');

/** Corrections by id, each as the charge that would bring back what it took off. */
export const selectCorrections = async (trx: Tx, ids: readonly number[]) =>
  ids.length === 0
    ? []
    : trx
        .selectFrom('chargeLine as correction')
        .innerJoin('chargeLine as charge', 'charge.id', 'correction.ofLineId')
        .select(['charge.kind', 'charge.memberId', 'charge.libraryId', 'charge.note', 'correction.loanId'])
        .select('charge.priceSource')
        .select((eb) => eb.neg(eb.ref('correction.amount')).as('amount'))
        .where('correction.id', 'in', [...ids])
        .orderBy('correction.id')
        .$narrowType<{ kind: ChargeKind; priceSource: PriceSource | null }>()
        .execute();

/**
 * Whether money was moved since about what an act wrote, or about its loan: paid, waived, refunded, charged or corrected by a later line. A
 * payment that was taken back has moved nothing.
 * @param act.lineIds what the act wrote; when it wrote nothing, any line of the loan is a later one
 */
export async function movedSince(
  trx: Tx,
  act: { memberId: number; loanId: number; lineIds: readonly number[] },
): Promise<boolean> {
  const own = sql`any(${[...act.lineIds]}::bigint[])`;
  const { rows } = await sql<{ moved: boolean }>`select exists (
    select from charge_line later
    where later.member_id = ${act.memberId} and later.id > ${Math.max(0, ...act.lineIds)}
      and not exists (select from charge_line taken_back where taken_back.of_line_id = later.id and taken_back.kind = 'void')
      and (
      later.loan_id = ${act.loanId} or later.of_line_id = ${own} or exists (
        select from charge_allocation part
        where (part.credit_line_id = later.id and part.charge_line_id = ${own})
          or (part.charge_line_id = later.id and part.credit_line_id = ${own})))
  ) as moved`.execute(trx);
  return rows[0]?.moved ?? false;
}

/** What was charged as fine for a loan (less corrections), and what its member owes of all fines; whole rupiah. */
export async function finesSoFar(
  trx: Tx,
  memberId: number,
  loanId: number,
): Promise<{ charged: number; owed: number }> {
  const row = await trx
    .selectFrom('chargeLine')
    .select((eb) => [
      eb.fn.coalesce(eb.fn.sum<string>(left), eb.val('0')).as('owed'),
      eb.fn
        .coalesce(
          sql<string>`sum(charge_line.amount - ${corrected}) filter (where charge_line.loan_id = ${loanId})`,
          eb.val('0'),
        )
        .as('charged'),
    ])
    .where('memberId', '=', memberId)
    .where('kind', '=', 'fine')
    .executeTakeFirstOrThrow();
  return { charged: Number(row.charged), owed: Number(row.owed) };
}

/** Money lines let go of loans and of the titles that they name: amounts, days and receipts stay. The database allows this and no other change. */
export async function forgetLoans(trx: Tx, loanIds: readonly number[]): Promise<void> {
  await trx
    .updateTable('chargeLine')
    .set({ loanId: null, note: null })
    .where('loanId', 'in', [...loanIds])
    .execute();
}
