import type { CalendarEntry } from '#modules/community/programs';
import type { Ctx } from '#platform/context';
import { addDays, addMonths, formatMinute, formatWeekday, isoWeekday, localDate, localMinute } from '#shared/dates';
import { programHref } from '#web/features/programs/parts/program-words.server.ts';

/** A month as a table of weeks, Monday first; days of the months beside it are empty. */
export function monthView(month: string, entries: readonly CalendarEntry[], { locale }: Pick<Ctx, 'locale'>) {
  const byDate = Map.groupBy(entries, ({ session, program }) => localDate(session.startsAt, program.timeZone));
  const first = `${month}-01`;
  const end = addMonths(first, 1);
  const weeks: {
    date: string;
    day: number;
    entries: { href: string; title: string; time: string; off: boolean }[];
  }[][] = [];
  for (let monday = addDays(first, 1 - isoWeekday(first)); monday < end; monday = addDays(monday, 7)) {
    weeks.push(
      Array.from({ length: 7 }, (_, i) => {
        const date = addDays(monday, i);
        const inMonth = date >= first && date < end;
        return {
          date,
          day: inMonth ? Number(date.slice(8)) : 0,
          entries: (inMonth ? (byDate.get(date) ?? []) : []).map(({ session, program }) => ({
            href: programHref(program.slug),
            title: program.title,
            time: formatMinute(localMinute(session.startsAt, program.timeZone), locale),
            off: program.state === 'cancelled',
          })),
        };
      }),
    );
  }
  return { weekdays: Array.from({ length: 7 }, (_, i) => formatWeekday(i + 1, locale)), weeks };
}
export type MonthView = ReturnType<typeof monthView>;
