import { addDays, addMonths, firstOfMonth, type LocalDate } from '#shared/dates';

/**
 * So far back acts are counted again each night, in days: what came late and what was corrected moves the figure of its day. Not at all where
 * rows go: staff may let them go after a day, an erasure takes them at once, and the day would lose them.
 */
export const LATE_DAYS: Readonly<Record<'always' | 'once', number>> = { always: 45, once: 0 };

const yearEnd = (day: LocalDate): LocalDate => `${day.slice(0, 4)}-12-31`;

/** Days in pieces of at most a year, each piece one statement. */
export function* yearsBetween(from: LocalDate, to: LocalDate): Generator<{ from: LocalDate; to: LocalDate }> {
  for (let start = from; start <= to; start = addDays(yearEnd(start), 1)) {
    yield { from: start, to: yearEnd(start) < to ? yearEnd(start) : to };
  }
}

/** The first days of the months that ended before a day. */
export function* monthsEnded(from: LocalDate, before: LocalDate): Generator<LocalDate> {
  for (let month = firstOfMonth(from); addMonths(month, 1) <= before; month = addMonths(month, 1)) yield month;
}
