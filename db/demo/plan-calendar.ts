/** Which days the sample libraries are open. Dates are ISO strings (`2026-11-25`) in the network's zone. */
import { Temporal } from 'temporal-polyfill';
import { WEEKDAYS } from './city.ts';
import type { City, DemoLibrary } from './city.ts';

export type ClosedDay = City['closedDays']['dated'][number];

export const addDays = (date: string, days: number): string => Temporal.PlainDate.from(date).add({ days }).toString();

/** Closed days: the dated list, and the holidays of fixed date from three years before `today` to the year after. */
export function planClosedDays(city: City, today: string): ClosedDay[] {
  const year = Temporal.PlainDate.from(today).year;
  const yearly = [year - 3, year - 2, year - 1, year, year + 1].flatMap((each) =>
    city.closedDays.yearly.map(({ monthDay, name, type, source }) => ({
      library: null,
      date: `${each}-${monthDay}`,
      name,
      type,
      source,
    })),
  );
  return [...yearly, ...city.closedDays.dated];
}

export interface Calendar {
  /** Opening intervals of a library on a day; none when it is closed. */
  openingHours: (library: DemoLibrary, date: string) => [string, string][];
  isOpen: (library: DemoLibrary, date: string) => boolean;
  /** The day itself when open, else the next open day. */
  nextOpenDay: (library: DemoLibrary, date: string) => string;
}

export function createCalendar(closedDays: ClosedDay[]): Calendar {
  const closed = new Set(closedDays.map((day) => `${day.library ?? '*'} ${day.date}`));
  const weekdays = new Map<string, number>();
  const weekdayOf = (date: string): number => {
    const known = weekdays.get(date);
    if (known !== undefined) return known;
    const weekday = Temporal.PlainDate.from(date).dayOfWeek - 1;
    weekdays.set(date, weekday);
    return weekday;
  };
  const openingHours = (library: DemoLibrary, date: string): [string, string][] => {
    const weekday = WEEKDAYS[weekdayOf(date)];
    if (weekday === undefined || closed.has(`* ${date}`) || closed.has(`${library.code} ${date}`)) return [];
    return library.hours[weekday] ?? [];
  };
  const isOpen = (library: DemoLibrary, date: string): boolean => openingHours(library, date).length > 0;
  return {
    openingHours,
    isOpen,
    nextOpenDay(library, date) {
      let day = date;
      for (let tries = 0; tries < 60 && !isOpen(library, day); tries++) day = addDays(day, 1);
      return day;
    },
  };
}
