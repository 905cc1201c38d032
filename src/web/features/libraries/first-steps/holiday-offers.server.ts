import { offeredHolidays, zoneOf } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { formatDate, localDate } from '#shared/dates';

/** Holidays of this year and the next, as they are offered to be entered at once. */
export async function offersOf(ctx: Ctx) {
  const today = localDate(ctx.clock.now(), await zoneOf(ctx));
  const thisYear = Number(today.slice(0, 4));
  const offers = await Promise.all([thisYear, thisYear + 1].map(async (year) => offeredHolidays(ctx, year)));
  return offers.map(({ year, decided, days }) => ({
    year,
    decided,
    days: days.map(({ date, reason }) => ({ key: date, text: `${formatDate(date, ctx.locale, 'full')}: ${reason}` })),
    // joint leave that nobody wanted is not missing
    missing: days.filter(({ there, type }) => !there && type === 'nasional').length,
    leave: days.some(({ there, type }) => !there && type === 'cuti_bersama'),
    back: days.some(({ entered }) => entered),
  }));
}
