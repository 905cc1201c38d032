const DAY = 86_400_000;
/** Years of which a number is made from text without asking a calendar: before, `Date.UTC` means the 20th century. */
const FIRST_YEAR = 100;
const FIRST = Date.UTC(FIRST_YEAR, 0, 1) / DAY;
const LAST = Date.UTC(9999, 11, 31) / DAY;
/** Every month has so many days. */
const ALWAYS_THERE = 28;

/** Two or four figures of a text; NaN where there is something else. */
function figures(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const figure = text.charCodeAt(at) - 48;
    if (figure < 0 || figure > 9) return NaN;
    value = value * 10 + figure;
  }
  return value;
}

/** Days since 1970-01-01 of a day from year 100 to 9999 (`2026-11-25`); null for all else, among it days that do not exist. */
export function dayNumber(date: string): number | null {
  if (date.length !== 10 || date.charCodeAt(4) !== 45 || date.charCodeAt(7) !== 45) return null;
  const [year, month, day] = [figures(date, 0, 4), figures(date, 5, 7), figures(date, 8, 10)];
  if (!(year >= FIRST_YEAR && month >= 1 && month <= 12 && day >= 1 && day <= 31)) return null;
  const ms = Date.UTC(year, month - 1, day);
  if (day > ALWAYS_THERE && new Date(ms).getUTCDate() !== day) return null;
  return ms / DAY;
}

/** The day of a number; null outside of the years 100 to 9999. */
export const dayOfNumber = (number: number): string | null =>
  number >= FIRST && number <= LAST ? new Date(number * DAY).toISOString().slice(0, 10) : null;
