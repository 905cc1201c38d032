import { serves } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { nextNumber } from '#platform/database/counters';
import { violatedUnique, type Tx } from '#platform/database/db';
import type { PermissionCode } from '#platform/rights/permissions';
import { getLibrary, getSetting } from '#modules/ground/libraries';
import { lockMemberForLoan, type LoanMember } from '#modules/people/members';
import { addDays, localDate, type LocalDate } from '#shared/dates';
import { numberScope, renderNumber } from '#shared/number-pattern';
import type { LineKind, MoneyKind, PaymentMethod } from './client.ts';
import { holdCashDay } from './data/cash-days.queries.ts';
import { insertLine } from './data/ledger.queries.ts';
import { countVoidsOf, findLineByKey, type LineRow } from './data/lines.queries.ts';
import { chargeErrors } from './errors.ts';
import { doneBy, settle } from './ledger.ts';

/**
 * Opens a member's ledger: one transaction, the member's row locked, so that payments, waivers, fines and returns of one member
 * come one after the other. To who does not serve the member by this permission there is none. Throws `charges.member_not_found`, `charges.reference_used`, `charges.key_reused`.
 */
export async function inLedger<T>(
  ctx: Ctx,
  permission: PermissionCode,
  memberNumber: string,
  work: (trx: Tx, member: LoanMember) => Promise<T>,
): Promise<T> {
  try {
    return await ctx.db.transaction().execute(async (trx) => {
      const member = await lockMemberForLoan(trx, memberNumber);
      if (!member || !serves(ctx.actor, permission, member.homeLibraryId)) {
        throw chargeErrors.memberNotFound({ number: memberNumber });
      }
      return work(trx, member);
    });
  } catch (error) {
    const broken = violatedUnique(error);
    if (broken === 'charge_line_qris_once') throw chargeErrors.referenceUsed({}, { reference: 'taken' });
    // the same key for two members at the same instant
    if (broken === 'charge_line_client_key_key') throw chargeErrors.keyReused();
    throw error;
  }
}

/**
 * The line that an earlier request with the same key made, or null. Throws `charges.key_reused` when that request was about
 * something else.
 */
export async function alreadyDone(
  trx: Tx,
  clientKey: string | null,
  same: { memberId: number; kind: LineKind; amount?: number },
): Promise<LineRow | null> {
  const line = clientKey === null ? undefined : await findLineByKey(trx, clientKey);
  if (!line) return null;
  const { memberId, kind, amount = line.amount } = same;
  if (line.memberId !== memberId || line.kind !== kind || line.amount !== amount) throw chargeErrors.keyReused();
  return line;
}

export interface MoneyMoved {
  memberId: number;
  libraryId: number;
  kind: MoneyKind;
  /** Whole rupiah, with its sign: below 0 = the member pays. */
  amount: number;
  method: PaymentMethod;
  reference: string | null;
  reason?: string;
  /** Of what takes a payment back: that payment. */
  ofLineId?: number;
  clientKey: string | null;
}

/** Books money that changed hands, and lets it pay for what is owed. @returns id */
export async function moveMoney(trx: Tx, ctx: Ctx, moved: MoneyMoved): Promise<number> {
  const id = await bookMoney(trx, ctx, moved);
  await settle(trx, moved.memberId);
  return id;
}

/** Books money alone: in the cash report of its day, with the next number of the library's receipts. @returns id */
export async function bookMoney(trx: Tx, ctx: Ctx, moved: MoneyMoved): Promise<number> {
  const { code, timeZone } = await getLibrary({ db: trx }, moved.libraryId);
  const today = localDate(ctx.clock.now(), timeZone);
  const cashDay = await openCashDay(trx, moved.libraryId, today);
  const pattern = await getSetting(trx, 'receiptPattern');
  const given = { date: today, values: { code } };
  const receiptNumber = renderNumber(pattern, given, await nextNumber(trx, 'receipt', numberScope(pattern, given)));
  const { kind, reference } = moved;
  const referenceTurn = kind === 'payment' && reference !== null ? await countVoidsOf(trx, reference) : 0;
  const line = { ...moved, ...doneBy(ctx), loanId: null, note: null, toTreasury: false, receiptNumber, cashDay };
  return insertLine(trx, { ...line, referenceTurn });
}

/** Today, or the first day after it that is not closed: who pays after closing stands in the next day's report. */
async function openCashDay(trx: Tx, libraryId: number, today: LocalDate): Promise<LocalDate> {
  let day = today;
  while (!(await holdCashDay(trx, libraryId, day))) day = addDays(day, 1);
  return day;
}
