import { addDays, instantAt, localDate, type LocalDate } from '#shared/dates';

/** When people work at a library, as plain data: several intervals a day, none on a day on which it is closed. */
export interface WorkingDays {
  timeZone: string;
  /** Minutes of the wall clock (1440 = the midnight that ends the day), in order, none within another. */
  on: (date: LocalDate) => readonly { opens: number; closes: number }[];
}

/** Whose hours the time is counted by. `assumed`: nobody has entered any, Monday to Friday 08–16 is taken. */
export type HoursOf = 'own' | 'main' | 'assumed';

/** When a library works, and whose hours those are. */
export interface WorkingHours {
  days: WorkingDays;
  weekly: Readonly<Record<number, readonly { opens: number; closes: number }[]>>;
  hoursOf: HoursOf;
}

/** A stretch of working time; instants. */
export interface Stretch {
  date: LocalDate;
  from: Date;
  to: Date;
}

const MINUTE_MS = 60_000;
/** Nothing is counted further than this: a clock that jumps costs no more than ten years of days. */
const HORIZON_DAYS = 3_660;

/** The stretches of working time from an instant on, cut at `to`, in order; nothing further than ten years ahead. */
export function* stretches({ on, timeZone }: WorkingDays, from: Date, to: Date | null): Generator<Stretch> {
  let date = localDate(from, timeZone);
  for (let ahead = 0; ahead < HORIZON_DAYS; ahead += 1, date = addDays(date, 1)) {
    if (to && instantAt(date, 0, timeZone) >= to) return;
    for (const { opens, closes } of on(date)) {
      const begins = new Date(Math.max(instantAt(date, opens, timeZone).getTime(), from.getTime()));
      const ends = new Date(
        Math.min(instantAt(date, closes, timeZone).getTime(), to?.getTime() ?? Number.POSITIVE_INFINITY),
      );
      if (begins < ends) yield { date, from: begins, to: ends };
    }
  }
}

/** Milliseconds of a stretch. */
export const lengthOf = ({ from, to }: { from: Date; to: Date }): number => to.getTime() - from.getTime();

/** Whole minutes of working time between two instants; 0 when `to` is not later. */
export function workingMinutes(days: WorkingDays, from: Date, to: Date): number {
  let ms = 0;
  for (const stretch of stretches(days, from, to)) ms += lengthOf(stretch);
  return Math.floor(ms / MINUTE_MS);
}

/**
 * The instant at which so many minutes of working time have gone by since `from`.
 * @returns null when that many do not come within ten years (a library that is closed for good)
 */
export function afterWorkingMinutes(days: WorkingDays, from: Date, minutes: number): Date | null {
  let left = minutes * MINUTE_MS;
  for (const stretch of stretches(days, from, null)) {
    if (left <= lengthOf(stretch)) return new Date(stretch.from.getTime() + left);
    left -= lengthOf(stretch);
  }
  return null;
}

/**
 * How long a working day usually is at a library: the length that most days of its week have, the longer one where two are as many.
 * A promise of "two working days" is twice this, so that a short Friday makes nobody's wait shorter than promised.
 * @param weekly ISO weekday → its intervals
 * @returns minutes; 0 where every day of the week is closed
 */
export function usualDayMinutes(
  weekly: Readonly<Record<number, readonly { opens: number; closes: number }[]>>,
): number {
  const seen = new Map<number, number>();
  for (const intervals of Object.values(weekly)) {
    const minutes = intervals.reduce((sum, { opens, closes }) => sum + closes - opens, 0);
    if (minutes > 0) seen.set(minutes, (seen.get(minutes) ?? 0) + 1);
  }
  return [...seen].sort(([a, often], [b, oftener]) => oftener - often || b - a)[0]?.[0] ?? 0;
}
