import { localDate, type LocalDate } from '#shared/dates';

/**
 * The first day of a period on which somebody must be there and nobody is: that of collecting, or that of bringing back. What lies
 * between may be closed. A period until midnight ends on the day before.
 * @param isOpen does the library open on a day
 */
export function closedEdge(
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
  timeZone: string,
  isOpen: (date: LocalDate) => boolean,
): { field: 'startsAt' | 'endsAt'; date: LocalDate } | null {
  const first = localDate(startsAt, timeZone);
  if (!isOpen(first)) return { field: 'startsAt', date: first };
  const last = localDate(new Date(endsAt.getTime() - 1), timeZone);
  return isOpen(last) ? null : { field: 'endsAt', date: last };
}
