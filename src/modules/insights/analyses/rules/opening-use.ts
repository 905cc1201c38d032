/** An hour of a weekday at a library. */
export interface HourAt {
  libraryId: number;
  weekday: number;
  hour: number;
}
export interface HourUse {
  weekday: number;
  hour: number;
  /** How often it was open in that hour, whole or in part; all libraries together. */
  opened: number;
  visits: number;
  /** Of these, so many came where the library was never open in that hour. */
  outside: number;
}

const at = ({ libraryId, weekday, hour }: HourAt): string => `${libraryId}/${weekday}/${hour}`;

/** What came of every hour that was open or had a visit, in the order of the week. */
export function useOfHours(
  opened: readonly (HourAt & { times: number })[],
  visits: readonly (HourAt & { visits: number })[],
): HourUse[] {
  const open = new Set(opened.map(at));
  const hasHours = new Set(opened.map(({ libraryId }) => libraryId));
  const uses = new Map<string, HourUse>();
  const use = ({ weekday, hour }: HourAt): HourUse => {
    const key = `${weekday}/${hour}`;
    const known = uses.get(key) ?? { weekday, hour, opened: 0, visits: 0, outside: 0 };
    uses.set(key, known);
    return known;
  };
  for (const one of opened) use(one).opened += one.times;
  for (const one of visits) {
    const hour = use(one);
    hour.visits += one.visits;
    // of a library without hours nobody can say what lies outside them
    if (hasHours.has(one.libraryId) && !open.has(at(one))) hour.outside += one.visits;
  }
  return [...uses.values()].toSorted((a, b) => a.weekday - b.weekday || a.hour - b.hour);
}

/** The hour in which a day ends at a minute: 16.00 ends the hour of 15. */
export const lastHourOf = (closesMinute: number): number => Math.floor((closesMinute - 1) / 60);

/** The hours that an opening touches. */
export function hoursOf({ opens, closes }: { opens: number; closes: number }): number[] {
  const first = Math.floor(opens / 60);
  return Array.from({ length: Math.max(0, lastHourOf(closes) - first + 1) }, (_, nth) => first + nth);
}

/** Whole percent; null where nothing is the whole. */
export const percentOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part * 100) / whole);
