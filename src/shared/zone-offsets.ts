import { Temporal } from 'temporal-polyfill';

const DAY = 86_400_000;
/** Since then offsets are whole minutes everywhere. */
const FIRST = Date.UTC(1973, 0, 1);
const LAST = Date.UTC(9998, 0, 1);
/** So many days of zones are remembered: some years of some zones. */
const MOST = 4000;

/** Milliseconds ahead of UTC on a whole day of UTC; null = it changes within it. By zone and day. */
const seen = new Map<string, Map<number, number | null>>();
let size = 0;

const offsetAt = (ms: number, zone: string): number =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000;

/**
 * How far the clocks of a zone are ahead of UTC on the day of UTC in which an instant lies, in milliseconds. Looked up once for each day: asking the
 * tables of zones costs fifty times as much.
 * @param ms since 1970, UTC
 * @returns null where clocks are set on that day, and for days so far away that nobody looks at them often
 * @throws RangeError for a zone that does not exist
 */
export function steadyOffset(ms: number, zone: string): number | null {
  if (!(ms >= FIRST && ms < LAST)) return null;
  const day = Math.floor(ms / DAY);
  const known = seen.get(zone)?.get(day);
  if (known !== undefined) return known;
  const [first, last] = [offsetAt(day * DAY, zone), offsetAt((day + 1) * DAY - 1, zone)];
  const offset = first === last ? first : null;
  if (size >= MOST) {
    seen.clear();
    size = 0;
  }
  const days = seen.get(zone) ?? new Map<number, number | null>();
  seen.set(zone, days);
  size += 1;
  days.set(day, offset);
  return offset;
}
