import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';
import type { MoneyKind, PaymentMethod } from '../client.ts';

const cashDays = (db: Db | Tx) =>
  db
    .selectFrom('cashDay')
    .select([
      'libraryId',
      'day',
      'closedAt',
      'closedBy',
      'opening',
      'counted',
      'deposited',
      'depositReference',
      'note',
    ]);
export type CashDayRow = NonNullable<Awaited<ReturnType<typeof findCashDay>>>;

export const findCashDay = async (db: Db | Tx, libraryId: number, day: LocalDate) =>
  cashDays(db).where('libraryId', '=', libraryId).where('day', '=', day).executeTakeFirst();

const ensure = async (trx: Tx, libraryId: number, day: LocalDate) =>
  trx
    .insertInto('cashDay')
    .values({ libraryId, day })
    .onConflict((conflict) => conflict.doNothing())
    .execute();

/**
 * Keeps a day from being closed until this transaction ends; many desks may do so at once.
 * @returns false when it is closed already
 */
export async function holdCashDay(trx: Tx, libraryId: number, day: LocalDate): Promise<boolean> {
  await ensure(trx, libraryId, day);
  const row = await cashDays(trx)
    .where('libraryId', '=', libraryId)
    .where('day', '=', day)
    .forShare()
    .executeTakeFirstOrThrow();
  return row.closedAt === null;
}

/** Locks a day for closing: waits for payments under way, and lets no new one begin. */
export async function lockCashDay(trx: Tx, libraryId: number, day: LocalDate): Promise<CashDayRow> {
  await ensure(trx, libraryId, day);
  return cashDays(trx).where('libraryId', '=', libraryId).where('day', '=', day).forUpdate().executeTakeFirstOrThrow();
}

export interface Closing {
  closedAt: Date;
  closedBy: string;
  opening: number;
  counted: number;
  deposited: number;
  depositReference: string | null;
  note: string | null;
}
export async function closeCashDayRow(trx: Tx, libraryId: number, day: LocalDate, closing: Closing): Promise<void> {
  await trx.updateTable('cashDay').set(closing).where('libraryId', '=', libraryId).where('day', '=', day).execute();
}

/** The last closed day before this one. */
export const findLastClosed = async (db: Db | Tx, libraryId: number, before: LocalDate) =>
  cashDays(db)
    .where('libraryId', '=', libraryId)
    .where('day', '<', before)
    .where('closedAt', 'is not', null)
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst();

/** Days before this one that have money and are not closed, the oldest first, with the cash that came in (net). */
export const selectOpenDaysBefore = async (db: Db | Tx, libraryId: number, before: LocalDate) =>
  db
    .selectFrom('cashDay')
    .innerJoin('chargeLine', (join) =>
      join.onRef('chargeLine.libraryId', '=', 'cashDay.libraryId').onRef('chargeLine.cashDay', '=', 'cashDay.day'),
    )
    .select('cashDay.day')
    .select(
      sql<number>`coalesce(sum(-charge_line.amount) filter (where charge_line.method = 'cash'), 0)::integer`.as('cash'),
    )
    .where('cashDay.libraryId', '=', libraryId)
    .where('cashDay.day', '<', before)
    .where('cashDay.closedAt', 'is', null)
    .groupBy('cashDay.day')
    .orderBy('cashDay.day')
    .execute();

/**
 * Payments, refunds and payments taken back of a day, in their order, with the part that belongs to the treasury. Of a payment it is what it
 * was given for, whatever was taken back since: the report of its day stays as it was.
 */
export const selectMoneyLines = async (db: Db | Tx, libraryId: number, day: LocalDate) =>
  db
    .selectFrom('chargeLine')
    .innerJoin('member', 'member.id', 'chargeLine.memberId')
    .leftJoin('chargeLine as about', 'about.id', 'chargeLine.ofLineId')
    .leftJoin('chargeLine as takenBack', (join) =>
      join.onRef('takenBack.ofLineId', '=', 'chargeLine.id').on('takenBack.kind', '=', 'void'),
    )
    .select(['about.receiptNumber as ofReceiptNumber', 'takenBack.receiptNumber as voidedByNumber'])
    .select(['chargeLine.id', 'chargeLine.at', 'chargeLine.kind', 'chargeLine.amount', 'chargeLine.method'])
    .select(['chargeLine.reference', 'chargeLine.receiptNumber', 'chargeLine.byName', 'chargeLine.byAccountId'])
    .select(['member.number as memberNumber', 'member.fullName as memberName'])
    .select('member.homeLibraryId as memberHomeLibraryId')
    .select(
      sql<number>`coalesce(case charge_line.kind
        when 'payment' then (select sum(part.amount) from charge_allocation part join charge_line other on other.id = part.charge_line_id
          where part.credit_line_id = charge_line.id and part.amount > 0 and other.to_treasury)
        when 'void' then (select sum(-part.amount) from charge_allocation part join charge_line other on other.id = part.charge_line_id
          where part.credit_line_id = charge_line.of_line_id and part.amount < 0 and other.to_treasury)
        else (select sum(part.amount) from charge_allocation part join charge_line other on other.id = part.credit_line_id
          where part.charge_line_id = charge_line.id and other.to_treasury)
      end, 0)::integer`.as('treasury'),
    )
    .where('chargeLine.libraryId', '=', libraryId)
    .where('chargeLine.cashDay', '=', day)
    .orderBy('chargeLine.id')
    .$narrowType<{ kind: MoneyKind; method: PaymentMethod; receiptNumber: string }>()
    .execute();
