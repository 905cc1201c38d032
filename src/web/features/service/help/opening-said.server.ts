import { calendarOf, describeOpening, openStatusAt, type Library } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { addDays, localDate } from '#shared/dates';

/** How far ahead the next opening is looked for, in days. */
const AHEAD = 60;

/** What the door of a library says now: `Buka sampai 16.00`. */
export async function openingSaid(ctx: Ctx, { id, timeZone }: Pick<Library, 'id' | 'timeZone'>): Promise<string> {
  const now = ctx.clock.now();
  const today = localDate(now, timeZone);
  const calendar = await calendarOf(ctx.db, id, addDays(today, -1), addDays(today, AHEAD));
  return describeOpening(openStatusAt(calendar, now), ctx.locale);
}
