import type { OpenLoan } from '#modules/lending/circulation/client';
import type { Ctx } from '#platform/context';
import { sentenceOf } from '#platform/requests/problem';
import { formatDate, formatRelativeDate, formatTime, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import type { DeskLoan } from './desk-answer.ts';

interface Due {
  dueAt: Date;
  library: { timeZone: string };
}

/** Loans by the day end with the last second of a day; only others need the time of day. */
const byTheHour = (dueAt: Date): boolean => dueAt.getUTCSeconds() !== 59;

/** `Rabu, 2 Desember 2026`; loans by the hour with their time. */
export function dueInWords({ dueAt, library }: Due, { locale }: Pick<Ctx, 'locale'>): string {
  const day = formatDate(localDate(dueAt, library.timeZone), locale, 'full');
  return byTheHour(dueAt) ? `${day}, ${formatTime(dueAt, library.timeZone, locale)}` : day;
}

/** The same for a column: `2 Des 2026`. */
export function dueShort({ dueAt, library }: Due, { locale }: Pick<Ctx, 'locale'>): string {
  const day = formatDate(localDate(dueAt, library.timeZone), locale, 'medium');
  return byTheHour(dueAt) ? `${day}, ${formatTime(dueAt, library.timeZone, locale)}` : day;
}

type Late = Pick<OpenLoan, 'lateDays' | 'onSite' | 'dueAt'> & Due;
type Reader = Pick<Ctx, 'locale' | 'clock'>;

/** Late since an hour of today: a book of the reading room after closing, for example. No day is counted to people then. */
export const lateSinceToday = ({ dueAt, library: { timeZone } }: Due, { clock }: Pick<Ctx, 'clock'>): boolean =>
  localDate(dueAt, timeZone) === localDate(clock.now(), timeZone);

/** How late a loan is. */
export function lateInWords(loan: Late, ctx: Reader): string {
  const { lateDays: days, onSite } = loan;
  const today = days === 0 || lateSinceToday(loan, ctx);
  if (onSite) return today ? m.desk_state_on_site_past() : m.desk_state_on_site_late({ days });
  return today ? m.desk_state_past() : m.desk_state_overdue({ days });
}

/** How a running loan stands: shape and word. */
export function dueState(loan: OpenLoan, ctx: Reader): Pick<DeskLoan, 'state' | 'stateText'> {
  if (loan.claimedAt !== null) return { state: 'wait', stateText: m.desk_state_claimed() };
  // read in the library: until it closes
  if (loan.onSite && loan.dueState !== 'overdue') return { state: 'wait', stateText: m.desk_state_on_site() };
  switch (loan.dueState) {
    case 'overdue':
      return { state: 'late', stateText: lateInWords(loan, ctx) };
    case 'today':
      return { state: 'wait', stateText: m.desk_state_today() };
    case 'soon':
      return { state: 'wait', stateText: m.desk_state_soon() };
    case 'fine':
      return { state: 'on', stateText: m.desk_state_fine() };
  }
}

export const loanLine = (loan: OpenLoan, ctx: Reader): DeskLoan => ({
  id: loan.id,
  title: loan.title,
  barcode: loan.itemBarcode,
  due: dueShort(loan, ctx),
  ...dueState(loan, ctx),
  claimed: loan.claimedAt !== null,
});

/** A loan as its own member reads it. */
export interface OwnLoan {
  id: number;
  bibId: number;
  title: string;
  author: string | null;
  state: DeskLoan['state'];
  stateText: string;
  /** What is good to know; null = nothing. */
  note: string | null;
  /** Words of the button; null = it cannot be renewed now. */
  renew: string | null;
  /** Why there is no such button; null = there is, or the state says it. */
  whyNot: string | null;
}
export function ownLoan(loan: OpenLoan, ctx: Reader): OwnLoan {
  const zone = loan.library.timeZone;
  const today = localDate(ctx.clock.now(), zone);
  const said = (instant: Date): string => formatRelativeDate(localDate(instant, zone), today, ctx.locale);
  const time = byTheHour(loan.dueAt) ? `, ${formatTime(loan.dueAt, zone, ctx.locale)}` : '';
  const overdue = loan.dueState === 'overdue';
  const { id, bibId, title, mainAuthor: author } = loan;
  return {
    id,
    bibId,
    title,
    author,
    state: dueState(loan, ctx).state,
    stateText: overdue ? dueState(loan, ctx).stateText : m.loans_due({ day: said(loan.dueAt) + time }),
    note: overdue
      ? m.loans_should_have_been({ day: said(loan.dueAt) + time })
      : loan.renewalCount > 0
        ? m.loans_renewed_times({ count: loan.renewalCount })
        : loan.dueByHand
          ? m.loans_due_by_hand()
          : null,
    renew: loan.renewableUntil && m.loans_renew_until({ day: said(loan.renewableUntil) }),
    whyNot: whyNotRenewed(loan, ctx),
  };
}

/** The same for staff, who read beside it how the member stands: what speaks against this loan alone. */
export function whyNotAtDesk({ renewalRefused: refused }: OpenLoan, { locale }: Reader): string | null {
  if (refused === null) return null;
  const { code, params } = refused;
  const ofLoan = code.startsWith('circulation.renewal') && code !== 'circulation.renewal_overdue';
  return (ofLoan ? sentenceOf('beside', code, params, locale) : null) ?? m.member_desk_not_renewable();
}

/** Beside a loan its title is not said again: message `beside_` + the code of the refusal, else the refusal's own sentence. */
function whyNotRenewed({ claimedAt, renewalRefused: refused }: OpenLoan, { locale }: Reader): string | null {
  if (refused === null || claimedAt !== null) return null;
  const { code, params } = refused;
  return sentenceOf('beside', code, params, locale) ?? sentenceOf('error', code, params, locale);
}
