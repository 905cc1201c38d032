import { z } from 'zod';
import { daysBetween, FIRST_DAY, isDay, isLocalDate } from '#shared/dates';
import { hasHundredths, readDecimal } from '#shared/decimal';
import { readRupiah } from '#shared/money';

/** The largest number of a column `integer` (versions, counts, orders). Ids are `bigint` and end where whole numbers of JavaScript do. */
export const MOST_INTEGER = 2_147_483_647;

/** A day of an act, `YYYY-MM-DD`. Checks that follow may count with it: what is none comes no further. */
export const day = z.iso.date({ abort: true }).refine(isDay, { error: 'day_out_of_reach', abort: true });
/** A day that came from elsewhere and stands (cards of other systems hold until 9999): any that a calendar and PostgreSQL know. */
export const standingDay = z.iso.date({ abort: true }).refine(isLocalDate, { error: 'invalid', abort: true });

/**
 * A check of `{ from, to }`, both included: in this order, and over at most so many days, for a page or a route goes through each of them.
 * `z.object({ from: day, to: day }).superRefine(withinDays(366))`
 */
export const withinDays =
  (most: number) =>
  ({ from, to }: { from: string; to: string }, issues: z.RefinementCtx): void => {
    if (from > to) issues.addIssue({ code: 'custom', message: 'before_start', path: ['to'] });
    else if (daysBetween(from, to) >= most)
      issues.addIssue({ code: 'custom', message: 'period_too_long', path: ['to'] });
  };

const FIRST_INSTANT = new Date(`${FIRST_DAY}T00:00:00Z`);
// the last day is still that day in zones west of Greenwich
const LAST_INSTANT = new Date('2201-01-02T00:00:00Z');
/** An instant at which something of a library can happen. */
export const isInstant = (instant: Date): boolean => instant >= FIRST_INSTANT && instant <= LAST_INSTANT;
/** An instant of an act, as use cases take it. */
export const instant = z.date().refine(isInstant, 'day_out_of_reach');

/** The id of a row, a number. */
export const id = z.number().int().positive();
/** The id of a row in an address or a form. */
export const idText = z.coerce.number().int().positive();
/** The version of a row that an editor saw. */
export const version = z.number().int().min(0).max(MOST_INTEGER);
/** The same in a form. */
export const versionText = z.coerce.number().int().min(0).max(MOST_INTEGER);

/**
 * What PostgreSQL cannot keep: the character NUL, and half of a pair of surrogates (`\ud800` in JSON), which is no character.
 */
export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/** Lists and plain objects, also those that inherit nothing (parameters of Fastify's); others (dates, files, streams) hold nothing that was typed. */
function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Nothing that a client sends in earnest lies deeper. */
const DEEPEST = 64;

/**
 * Where in what was sent a text stands that cannot be kept (`title`, `fields.2.value`; names are looked at as well), or null. What is nested
 * deeper than {@link DEEPEST} is named too, for whoever goes through it later would run out of stack.
 */
export function unstorableField(value: unknown, path = '', depth = 0): string | null {
  const here = path || '_';
  if (typeof value === 'string') return isStorable(value) ? null : here;
  if (!isPlain(value)) return null;
  if (depth >= DEEPEST) return here;
  for (const [name, inner] of Object.entries(value)) {
    if (!isStorable(name)) return here;
    const found = unstorableField(inner, path ? `${path}.${name}` : name, depth + 1);
    if (found) return found;
  }
  return null;
}

/** Whole rupiah as people type them ("Rp 25.000"), for `z.preprocess`: nothing typed = null; what is no amount stays, and is refused. */
export const asRupiah = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  return value.trim() === '' ? null : (readRupiah(value) ?? value);
};

/**
 * A number with at most two decimals between two bounds, as a number or as people type it (`6,5`, `6.5`). More decimals are refused, not
 * rounded: what is kept is what was typed.
 */
export const decimal = (least: number, most: number) =>
  z
    .union([z.number().min(least).max(most), z.string().max(40)])
    .transform((given) => (typeof given === 'number' ? given : (readDecimal(given) ?? Number.NaN)))
    .pipe(z.number().min(least).max(most).refine(hasHundredths, 'two_decimals'));
/** The same in the body of a request: a number of JSON. */
export const decimalNumber = (least: number, most: number) =>
  z.number().min(least).max(most).refine(hasHundredths, 'two_decimals');
