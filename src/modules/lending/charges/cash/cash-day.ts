import { authorize, HIDDEN, serves } from '#platform/rights/authorize';
import type { Actor, Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { recordAudit } from '#modules/ground/audit';
import { getLibrary } from '#modules/ground/libraries';
import { formatDate, isDay, localDate, type LocalDate } from '#shared/dates';
import type { MoneyKind, PaymentMethod } from '../client.ts';
import {
  closeCashDayRow,
  findCashDay,
  findLastClosed,
  lockCashDay,
  selectMoneyLines,
  selectOpenDaysBefore,
  type CashDayRow,
} from '../data/cash-days.queries.ts';
import { chargeErrors } from '../errors.ts';
import { doneBy } from '../ledger.ts';
import { sumCashDay, type CashSums } from '../rules/sum-cash-day.ts';
import { closingInput, type ClosingInput } from '../schema.ts';

export interface CashLine {
  id: number;
  at: Date;
  kind: MoneyKind;
  /** Whole rupiah that came in; below 0 = given back, or taken back. */
  amount: number;
  method: PaymentMethod;
  reference: string | null;
  receiptNumber: string;
  memberNumber: string;
  memberName: string;
  memberHomeLibraryId: number;
  byName: string;
  byAccountId: number | null;
  /** The part that belongs to the treasury of the city, 0 or more. */
  treasury: number;
  /** Of a payment that was taken back: the number by which it was. */
  voidedByNumber: string | null;
  /** Of what takes a payment back: the number of that payment. */
  voidsNumber: string | null;
}
export interface CashDay extends CashSums {
  library: { id: number; code: string; name: string; timeZone: string };
  day: LocalDate;
  /** Cash in the drawer in the morning, whole rupiah. */
  opening: number;
  /** Payments, refunds and payments taken back, in their order. */
  lines: CashLine[];
  /** null = the day is not closed. */
  closing: {
    at: Date;
    byName: string;
    counted: number;
    deposited: number;
    depositReference: string | null;
    note: string | null;
    /** counted less expected */
    difference: number;
    /** cash that stays in the drawer for the next day */
    kept: number;
  } | null;
}

export interface CashDayQuery {
  libraryId: number;
  /** Local day; left out: today. */
  day?: LocalDate;
  /** Only the lines of this desk (account); opening and closing are of the whole library. */
  accountId?: number;
}

/** The money of one day at one library. Needs `cash.read` there; whom a desk does not serve it does not learn. */
export async function viewCashDay(ctx: Ctx, query: CashDayQuery): Promise<CashDay> {
  const { libraryId, day, accountId } = query;
  authorize(ctx, 'cash.read', libraryId);
  const { timeZone } = await getLibrary(ctx, libraryId);
  const asked = day ?? localDate(ctx.clock.now(), timeZone);
  if (!isDay(asked)) throw platformErrors.invalidInput({}, { day: 'invalid' });
  return withoutStrangers(ctx.actor, await readCashDay(ctx.db, libraryId, asked, accountId));
}

/** Days of a library that are over, have money and are not closed, the oldest first. Needs `cash.read` there. */
export async function openCashDays(ctx: Ctx, libraryId: number): Promise<LocalDate[]> {
  authorize(ctx, 'cash.read', libraryId);
  const { timeZone } = await getLibrary(ctx, libraryId);
  const days = await selectOpenDaysBefore(ctx.db, libraryId, localDate(ctx.clock.now(), timeZone));
  return days.map(({ day }) => day);
}

/** The money is the library's, whoever paid it; who paid, a school learns of its pupils alone. */
const withoutStrangers = (actor: Actor, day: CashDay): CashDay => ({
  ...day,
  lines: day.lines.map((line) =>
    serves(actor, 'cash.read', line.memberHomeLibraryId) ? line : { ...line, memberNumber: HIDDEN, memberName: HIDDEN },
  ),
});

async function readCashDay(db: Db | Tx, libraryId: number, day: LocalDate, accountId?: number): Promise<CashDay> {
  const [library, row, all] = [
    await getLibrary({ db }, libraryId),
    await findCashDay(db, libraryId, day),
    await selectMoneyLines(db, libraryId, day),
  ];
  const opening = row?.opening ?? (await openingOf(db, libraryId, day));
  const lines = accountId === undefined ? all : all.filter((line) => line.byAccountId === accountId);
  const whole = sumCashDay(all, opening);
  return {
    library: { id: library.id, code: library.code, name: library.name, timeZone: library.timeZone },
    day,
    opening,
    ...(accountId === undefined ? whole : { ...sumCashDay(lines, opening), expectedCash: whole.expectedCash }),
    lines: lines.map(({ ofReceiptNumber: voidsNumber, ...line }) => ({ ...line, amount: -line.amount, voidsNumber })),
    closing: row ? closingOf(row, whole.expectedCash) : null,
  };
}

/** What the last closed day kept, and what came in on days since then that nobody has closed. */
async function openingOf(db: Db | Tx, libraryId: number, day: LocalDate): Promise<number> {
  const last = await findLastClosed(db, libraryId, day);
  const open = await selectOpenDaysBefore(db, libraryId, day);
  const kept = last ? (last.counted ?? 0) - (last.deposited ?? 0) : 0;
  return open.reduce((cash, one) => cash + one.cash, kept);
}

function closingOf(row: CashDayRow, expected: number): CashDay['closing'] {
  const { closedAt, closedBy, counted, deposited, depositReference, note } = row;
  if (!closedAt || closedBy === null || counted === null || deposited === null) return null;
  const kept = counted - deposited;
  return {
    at: closedAt,
    byName: closedBy,
    counted,
    deposited,
    depositReference,
    note,
    difference: counted - expected,
    kept,
  };
}

/**
 * Closes a day: from then on nothing of it changes, held by the database. Needs `cash.close` at the library.
 * Throws `charges.day_closed`, `charges.day_not_over` (a day to come), `charges.earlier_day_open`,
 * `charges.difference_unexplained` (counted is not expected, and there is no note).
 */
export async function closeCashDay(
  ctx: Ctx,
  { libraryId, day }: { libraryId: number; day: LocalDate },
  input: ClosingInput,
): Promise<CashDay> {
  authorize(ctx, 'cash.close', libraryId);
  if (!isDay(day)) throw platformErrors.invalidInput({}, { day: 'invalid' });
  const { counted, deposited, depositReference = null, note = null } = parseInput(closingInput, input);
  if (deposited > counted) throw platformErrors.invalidInput({}, { deposited: 'too_much' });
  return ctx.db.transaction().execute(async (trx) => {
    const { timeZone } = await getLibrary({ db: trx }, libraryId);
    if (day > localDate(ctx.clock.now(), timeZone)) throw chargeErrors.dayNotOver();
    const row = await lockCashDay(trx, libraryId, day);
    if (row.closedAt) throw chargeErrors.dayClosed({ by: row.closedBy });
    const earlier = (await selectOpenDaysBefore(trx, libraryId, day))[0];
    if (earlier) throw chargeErrors.earlierDayOpen({ day: earlier.day, dayText: formatDate(earlier.day, ctx.locale) });
    const { opening, expectedCash } = await readCashDay(trx, libraryId, day);
    if (counted !== expectedCash && note === null) {
      throw chargeErrors.differenceUnexplained({ difference: counted - expectedCash }, { note: 'required' });
    }
    const { at: closedAt, byName: closedBy } = doneBy(ctx);
    const closing = { closedAt, closedBy, opening, counted, deposited, depositReference, note };
    await closeCashDayRow(trx, libraryId, day, closing);
    await recordAudit(trx, ctx, {
      action: 'cash_day.closed',
      entity: 'cash_day',
      entityId: `${libraryId}/${day}`,
      libraryId,
      after: { opening, expectedCash, counted, deposited, depositReference, note },
    });
    return withoutStrangers(ctx.actor, await readCashDay(trx, libraryId, day));
  });
}
