import type { Db, Tx } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';
import { selectCalendars } from '../data/calendars.queries.ts';
import { libraryErrors } from '../errors.ts';
import { expandCalendar } from '../rules/expand-calendar.ts';
import type { Calendar, DayInterval } from '../rules/opening.ts';

type CalendarRow = Awaited<ReturnType<typeof selectCalendars>>[number];

function toCalendar(row: CalendarRow, from: LocalDate, to: LocalDate): Calendar {
  const weekly: Record<number, DayInterval[]> = {};
  for (const { weekday, opensMinute, closesMinute } of row.intervals) {
    (weekly[weekday] ??= []).push({ opens: opensMinute, closes: closesMinute });
  }
  // hours say themselves on which days of the week it is closed
  const closings = row.intervals.length > 0 ? row.closedDays.filter((day) => !day.weekly) : row.closedDays;
  const { closed, special } = expandCalendar(closings, row.specialHours, from, to);
  return { libraryId: row.id, timeZone: row.timeZone, weekly, closed, special, from, to };
}

/**
 * When a library is open, as plain data for pure rules: weekly hours, closed days and special hours from `from` to `to`.
 * Throws `libraries.not_found`.
 */
export async function calendarOf(db: Db | Tx, libraryId: number, from: LocalDate, to: LocalDate): Promise<Calendar> {
  const [row] = await selectCalendars(db, [libraryId], from, to);
  if (!row) throw libraryErrors.notFound();
  return toCalendar(row, from, to);
}

/** The same for several libraries (null = all), in one query; by library id. */
export async function calendarsOf(
  db: Db | Tx,
  libraryIds: readonly number[] | null,
  from: LocalDate,
  to: LocalDate,
): Promise<Map<number, Calendar>> {
  if (libraryIds?.length === 0) return new Map();
  const rows = await selectCalendars(db, libraryIds, from, to);
  return new Map(rows.map((row) => [row.id, toCalendar(row, from, to)]));
}
