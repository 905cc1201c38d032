import type { ClosedDay } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { formatDate, type DateLocale } from '#shared/dates';
import type { LibraryNow } from '#web/features/libraries/library-now.ts';

/** A closed day as people read it. */
export interface ClosedDayView {
  id: number;
  date: string;
  /** Figure and month for the margin. */
  day: string;
  month: string;
  title: string;
  /** Last day, where it is more than one. */
  until: string | null;
}

export function closedDayView(day: ClosedDay, libraries: readonly LibraryNow[], locale: DateLocale): ClosedDayView {
  const library = libraries.find((candidate) => candidate.id === day.libraryId);
  const [number = '', month = ''] = formatDate(day.dateFrom, locale, 'medium').split(' ');
  return {
    id: day.id,
    date: day.dateFrom,
    day: number,
    month,
    title: library
      ? m.opac_closed_one({ name: library.name, reason: day.reason })
      : m.opac_closed_all({ reason: day.reason }),
    until: day.dateTo > day.dateFrom ? m.opac_closed_until({ date: formatDate(day.dateTo, locale, 'full') }) : null,
  };
}
