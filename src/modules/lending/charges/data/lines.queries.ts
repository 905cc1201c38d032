import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Allocation } from '../rules/allocate-oldest-first.ts';
import type { ChargeKind, LineKind, PaymentMethod, PriceSource } from '../client.ts';

const lines = (db: Db | Tx) =>
  db
    .selectFrom('chargeLine')
    .innerJoin('library', 'library.id', 'chargeLine.libraryId')
    .innerJoin('member', 'member.id', 'chargeLine.memberId')
    .leftJoin('chargeLine as about', 'about.id', 'chargeLine.ofLineId')
    .leftJoin('chargeLine as takenBack', (join) =>
      join.onRef('takenBack.ofLineId', '=', 'chargeLine.id').on('takenBack.kind', '=', 'void'),
    )
    .select([
      'chargeLine.id',
      'chargeLine.kind',
      'chargeLine.amount',
      'chargeLine.note',
      'chargeLine.priceSource',
      'chargeLine.reason',
      'chargeLine.at',
      'chargeLine.byName',
      'chargeLine.method',
      'chargeLine.reference',
      'chargeLine.receiptNumber',
      'chargeLine.ofLineId',
      'chargeLine.toTreasury',
      'chargeLine.libraryId',
      'chargeLine.memberId',
      'chargeLine.loanId',
      'chargeLine.clientKey',
      'chargeLine.cashDay',
      'about.receiptNumber as ofReceiptNumber',
      'takenBack.id as voidedById',
      'takenBack.receiptNumber as voidedByNumber',
      'takenBack.at as voidedAt',
      'takenBack.byName as voidedByName',
      'takenBack.reason as voidedReason',
      'library.code as libraryCode',
      'library.name as libraryName',
      'library.timeZone',
      'member.number as memberNumber',
      'member.fullName as memberName',
      'member.homeLibraryId',
    ])
    .select(
      sql<number>`(abs(charge_line.amount) - coalesce((
        select sum(charge_allocation.amount) from charge_allocation
        where charge_allocation.charge_line_id = charge_line.id or charge_allocation.credit_line_id = charge_line.id
      ), 0))::integer`.as('left'),
    )
    .$narrowType<{ kind: LineKind; method: PaymentMethod | null; priceSource: PriceSource | null }>();
export type LineRow = NonNullable<Awaited<ReturnType<typeof findLine>>>;

export const findLine = async (db: Db | Tx, id: number) => lines(db).where('chargeLine.id', '=', id).executeTakeFirst();
export const findLineByKey = async (db: Db | Tx, key: string) =>
  lines(db).where('chargeLine.clientKey', '=', key).executeTakeFirst();

/** How many payments of a bank's reference were taken back: so often it can be booked anew. */
export async function countVoidsOf(trx: Tx, reference: string): Promise<number> {
  const row = await trx
    .selectFrom('chargeLine')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('reference', '=', reference)
    .where('kind', '=', 'void')
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** What a payment has given to each charge, less what was taken back of it; whole rupiah. */
export const selectGivenBy = async (trx: Tx, paymentId: number): Promise<Allocation[]> =>
  trx
    .selectFrom('chargeAllocation')
    .select(['creditLineId', 'chargeLineId', sql<number>`sum(amount)::integer`.as('amount')])
    .where('creditLineId', '=', paymentId)
    .groupBy(['creditLineId', 'chargeLineId'])
    .having((eb) => eb.fn.sum('amount'), '>', 0)
    .orderBy('chargeLineId')
    .execute();

/** Whether money was given back out of what a payment had paid: its charge was taken off, and the credit of that went out in a refund. */
export async function refundedOf(db: Db | Tx, paymentId: number): Promise<boolean> {
  const { rows } = await sql<{ refunded: boolean }>`select exists (
    select from charge_allocation paid
    join charge_line correction on correction.of_line_id = paid.charge_line_id and correction.kind = 'correction'
    join charge_allocation out on out.credit_line_id = correction.id
    join charge_line refund on refund.id = out.charge_line_id and refund.kind = 'refund'
    where paid.credit_line_id = ${paymentId}
  ) as refunded`.execute(db);
  return rows[0]?.refunded ?? false;
}

/** All lines of a member, the newest first; `beforeId` goes on where the page before ended. */
export const selectLines = async (
  db: Db | Tx,
  memberId: number,
  page: { beforeId: number | null; limit: number },
): Promise<LineRow[]> =>
  lines(db)
    .where('chargeLine.memberId', '=', memberId)
    .$if(page.beforeId !== null, (query) => query.where('chargeLine.id', '<', page.beforeId))
    .orderBy('chargeLine.id', 'desc')
    .limit(page.limit)
    .execute();

/** The charges of a member that are still owed, the oldest first: a payment goes to them in this order. */
export const selectOwed = async (db: Db | Tx, memberId: number): Promise<LineRow[]> =>
  (
    await lines(db)
      .where('chargeLine.memberId', '=', memberId)
      .where('chargeLine.amount', '>', 0)
      .where('chargeLine.kind', 'not in', ['refund', 'void'])
      .orderBy('chargeLine.id')
      .execute()
  ).filter((line) => line.left > 0);

/** Which charges a payment paid, the oldest first; what was taken back since stays as it was given. */
export const selectPaid = async (db: Db | Tx, creditLineId: number) => selectGiven(db, creditLineId, '>');

/** Which charges opened again when a payment was taken back, in the order in which it had paid them. */
export const selectReopened = async (db: Db | Tx, creditLineId: number) =>
  (await selectGiven(db, creditLineId, '<')).map((part) => ({ ...part, amount: -part.amount }));

const selectGiven = async (db: Db | Tx, creditLineId: number, sign: '>' | '<') =>
  db
    .selectFrom('chargeAllocation')
    .innerJoin('chargeLine', 'chargeLine.id', 'chargeAllocation.chargeLineId')
    .select(['chargeLine.id', 'chargeLine.kind', 'chargeLine.note', 'chargeLine.priceSource', 'chargeLine.toTreasury'])
    .select(['chargeLine.at', 'chargeLine.amount as of', 'chargeAllocation.amount'])
    .where('chargeAllocation.creditLineId', '=', creditLineId)
    .where('chargeAllocation.amount', sign, 0)
    .where('chargeLine.kind', '<>', 'void')
    .orderBy('chargeAllocation.id')
    .$narrowType<{ kind: ChargeKind; priceSource: PriceSource | null }>()
    .execute();
