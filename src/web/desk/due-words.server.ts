import type { OpenLoan } from '#modules/circulation/client';
import type { Ctx } from '#platform/context';
import { formatDate, formatTime, localDate } from '#shared/dates';
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

/** How a running loan stands: shape and word. */
export function dueState(loan: OpenLoan): Pick<DeskLoan, 'state' | 'stateText'> {
  switch (loan.dueState) {
    case 'overdue':
      return { state: 'late', stateText: m.desk_state_overdue({ days: loan.lateDays }) };
    case 'today':
      return { state: 'wait', stateText: m.desk_state_today() };
    case 'soon':
      return { state: 'wait', stateText: m.desk_state_soon() };
    case 'fine':
      return { state: 'on', stateText: m.desk_state_fine() };
  }
}

export const loanLine = (loan: OpenLoan, ctx: Pick<Ctx, 'locale'>): DeskLoan => ({
  id: loan.id,
  title: loan.title,
  barcode: loan.itemBarcode,
  due: dueShort(loan, ctx),
  ...dueState(loan),
});
