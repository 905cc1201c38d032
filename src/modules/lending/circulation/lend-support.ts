import { actorName, type Actor, type Ctx, type Locale } from '#platform/context';
import { findFormerCard } from '#modules/people/members';
import type { AppError, ErrorParams } from '#platform/errors';
import type { Db, Tx } from '#platform/database/db';
import type { ItemForLoan } from '#modules/collection/catalog';
import { calendarOf, calendarsOf, type Calendar } from '#modules/ground/libraries';
import { addDays, formatDate, localDate, type LocalDate } from '#shared/dates';
import { formatRupiah } from '#shared/money';
import { circulationErrors } from './errors.ts';
import type { Refusal, RefusalCode } from './rules/can-borrow.ts';
import { HORIZON_DAYS } from './rules/lending-calendar.ts';

/** Something worth saying that refuses nothing: message `notice_` + code with dots as underscores. */
export interface Notice {
  code:
    | 'circulation.copy_note'
    | 'circulation.closed_today'
    | 'circulation.due_on_closed_day'
    | 'circulation.due_stays'
    | 'circulation.overridden'
    | 'circulation.late'
    | 'circulation.suspended'
    | 'circulation.fined'
    | 'circulation.no_fine'
    | 'circulation.home_elsewhere'
    | 'circulation.bulk_loan_copy'
    | 'circulation.for_program'
    | 'circulation.lost_found'
    | 'circulation.claim_closed'
    | 'circulation.hold_here'
    | 'circulation.hold_elsewhere'
    | 'circulation.hold_collected'
    | 'circulation.others_wait';
  params: ErrorParams;
}

/** Who did it, as kept with the loan. */
export const doneBy = ({ actor }: Pick<Ctx, 'actor'>): { name: string; accountId: number | null } => ({
  name: actorName(actor),
  accountId: accountIdOf(actor),
});
export const accountIdOf = (actor: Actor): number | null => (actor.kind === 'account' ? actor.id : null);

/** What is kept with a copy for the desk ("dengan CD"), said when it goes out and when it comes back. */
export const copyNotices = ({ deskNote }: Pick<ItemForLoan, 'deskNote'>): Notice[] =>
  deskNote === null ? [] : [{ code: 'circulation.copy_note', params: { note: deskNote } }];

/** A copy in a box of a bulk loan goes its own ways. */
export const inBulkLoan = ({ barcode, title }: { barcode: string; title: string }): AppError =>
  circulationErrors.itemInBulkLoan({ barcode, title });

/** No kind of copies has this code: rules for single kinds are left out where the question is about copies in general. */
export const ANY_KIND = '';
/** No category of members has this id: only rules that hold for everyone apply. */
export const ANYONE = 0;

const DAY = 86_400_000;
const utcDay = (instant: Date): LocalDate => instant.toISOString().slice(0, 10);

/**
 * The calendar of a library for lending: from the earlier of now and `since`, to so many days after the later of now and `until`,
 * and the horizon of the rules.
 * @param since e.g. the due date of a loan that comes back
 * @param until e.g. the due date that a renewal extends
 */
export const lendingCalendar = async (
  db: Db | Tx,
  libraryId: number,
  now: Date,
  span: CalendarSpan = {},
): Promise<Calendar> => calendarOf(db, libraryId, ...daysOf(now, span));

/** The same of several libraries, by their ids. */
export const lendingCalendars = async (
  db: Db | Tx,
  libraryIds: readonly number[],
  now: Date,
  span: CalendarSpan = {},
): Promise<Map<number, Calendar>> => calendarsOf(db, libraryIds, ...daysOf(now, span));

interface CalendarSpan {
  since?: Date;
  until?: Date;
  days?: number;
}
function daysOf(now: Date, { since = now, until = now, days = 0 }: CalendarSpan): [from: LocalDate, to: LocalDate] {
  const last = until > now ? until : now;
  return [
    addDays(utcDay(since < now ? since : now), -1),
    utcDay(new Date(last.getTime() + (days + HORIZON_DAYS + 1) * DAY)),
  ];
}

export const today = (ctx: Pick<Ctx, 'clock'>, zone: string): LocalDate => localDate(ctx.clock.now(), zone);

const MAKERS: Record<RefusalCode, (params?: ErrorParams) => AppError> = {
  item_withdrawn: circulationErrors.itemWithdrawn,
  item_lost: circulationErrors.itemLost,
  item_unavailable: circulationErrors.itemUnavailable,
  item_in_bulk_loan: circulationErrors.itemInBulkLoan,
  on_loan_to_member: circulationErrors.onLoanToMember,
  on_loan_to_other: circulationErrors.onLoanToOther,
  held_for_other: circulationErrors.heldForOther,
  item_booked: circulationErrors.itemBooked,
  item_for_program: circulationErrors.itemForProgram,
  member_withdrawn: circulationErrors.memberWithdrawn,
  member_restricted: circulationErrors.memberRestricted,
  card_lost: circulationErrors.cardLost,
  guardian_consent_missing: circulationErrors.guardianConsentMissing,
  reference_only: circulationErrors.referenceOnly,
  may_not_borrow: circulationErrors.mayNotBorrow,
  member_blocked: circulationErrors.memberBlocked,
  member_suspended: circulationErrors.memberSuspended,
  card_expired: circulationErrors.cardExpired,
  owes_too_much: circulationErrors.owesTooMuch,
  limit_reached: circulationErrors.limitReached,
  type_limit_reached: circulationErrors.typeLimitReached,
  on_site_not_offered: circulationErrors.onSiteNotOffered,
  same_title: circulationErrors.sameTitle,
  has_overdues: circulationErrors.hasOverdues,
  confirm_overdues: circulationErrors.confirmOverdues,
};

/** Nobody has this card: it was replaced by another (`circulation.card_replaced`), or there is none (`circulation.unknown_member`). */
export const noSuchCard = async (db: Db | Tx, number: string): Promise<AppError> =>
  (await findFormerCard(db, number)) === null
    ? circulationErrors.unknownMember({ number })
    : circulationErrors.cardReplaced({ number });

/** Dates and money of a refusal in words: `untilText`, `onText`, `owedText`, `maxText`. */
export function wordsOf(
  { params }: { params: Readonly<Record<string, string | number>> },
  locale: Locale,
): Record<string, string> {
  const words: Record<string, string> = {};
  for (const key of ['until', 'on']) {
    const date = params[key];
    if (typeof date === 'string' && date !== '') words[`${key}Text`] = formatDate(date, locale, 'full');
  }
  const { owed, max } = params;
  if (typeof owed === 'number' && typeof max === 'number') {
    words.owedText = formatRupiah(owed);
    words.maxText = formatRupiah(max);
  }
  return words;
}

/**
 * The worst refusal as an error. Its `params` say whether all of them can be overridden (`overridable`) and name them all
 * (`reasons`, codes with commas), and whether a word of the desk is enough (`confirmable`); dates come also in words (`…Text`).
 */
export function refusalError(ctx: Pick<Ctx, 'locale'>, refusals: readonly Refusal[], about: ErrorParams): AppError {
  const overridable = refusals.every((refusal) => refusal.overridable);
  const worst = refusals.find((refusal) => refusal.overridable === overridable) ?? refusals[0];
  if (!worst) throw new Error('nothing was refused');
  return MAKERS[worst.code]({
    ...about,
    ...worst.params,
    ...wordsOf(worst, ctx.locale),
    overridable,
    ...(refusals.every((refusal) => refusal.code === 'confirm_overdues') && { confirmable: true }),
    reasons: refusals.map((refusal) => refusal.code).join(','),
  });
}
