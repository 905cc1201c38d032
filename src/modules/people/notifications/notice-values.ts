import { z } from 'zod';
import { formatDate, formatInstant, isLocalDate, localDate } from '#shared/dates';
import type { NoticePlace } from './notice-kind.ts';

/** An instant, ISO 8601. */
export const instantValue = z.iso.datetime({ offset: true });
/** A date, `YYYY-MM-DD`. */
export const dayValue = z.string().refine(isLocalDate, 'invalid');
/**
 * Words that people wrote, to be told on: at most so many letters of them, so that no act is refused because its notice would be too long.
 * The limits are above those of the fields from which they come; what still is longer (a name and an address in one) ends with an ellipsis.
 */
export const shortened = (max: number) =>
  z.string().transform((text) => (text.length > max ? `${text.slice(0, max - 1).trimEnd()}…` : text));
/** The same of what cannot be empty. */
export const neededWords = (max: number) => z.string().trim().min(1).pipe(shortened(max));
export const titleValue = neededWords(500);
/** As many as one message holds. */
export const firstOf = <T extends z.ZodType>(one: T, most: number) =>
  z.array(one).transform((all) => all.slice(0, most));

/** Day loans end with the last second of a day: the time says nothing then. */
export function momentInWords(iso: string, { timeZone, language }: Pick<NoticePlace, 'timeZone' | 'language'>): string {
  const instant = new Date(iso);
  return instant.getUTCSeconds() === 59
    ? formatDate(localDate(instant, timeZone), language, 'full')
    : formatInstant(instant, timeZone, language, 'full');
}

/** So many days from now, for examples: the end of that day in Jakarta. */
export const exampleInDays = (now: Date, days: number): string =>
  `${localDate(new Date(now.getTime() + days * 86_400_000), 'UTC')}T16:59:59Z`;
