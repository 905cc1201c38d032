import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import type { ClosedDay } from '../client.ts';
import { deleteClosedDayRow, lockClosedDays, lockNetworkDays, selectClosedDays } from '../data/closed-days.queries.ts';
import { occurrences } from '../rules/expand-calendar.ts';
import { isDecided, nationalHolidays, type NationalHoliday } from '../rules/national-holidays.ts';
import { insertClosedDay } from './edit-closed-days.ts';

/** More entries than the calendar of a network has in a year. */
const MOST = 1000;

export const holidaysInput = z.object({
  year: z.number().int().min(2000).max(2100),
  /** Also the days of joint leave, on which some libraries open. */
  jointLeave: z.boolean().default(false),
});
export type HolidaysInput = z.input<typeof holidaysInput>;

/** The holidays of a year, and what of them stands in the calendar of the network. */
export interface HolidaysOffered {
  year: number;
  /** False: the decree of that year is not known here, so that days of the moon are missing. */
  decided: boolean;
  days: (NationalHoliday & {
    /** The network is closed on that day, whoever entered it. */
    there: boolean;
    /** It stands there as it was entered with the others, and is taken back with them. */
    entered: boolean;
  })[];
}

const networkYear = (year: number) => ({ from: `${year}-01-01`, to: `${year}-12-31`, libraryId: null });
const ALL = { after: null, limit: MOST };
const networkDays = async (db: Db | Tx, year: number): Promise<ClosedDay[]> =>
  selectClosedDays(db, networkYear(year), ALL);

/** Is the whole network closed on this day, whoever entered it and however it is called? */
const isClosedOn = (closed: readonly ClosedDay[], date: string): boolean =>
  closed.some((day) => occurrences(day, date, date).length > 0);

/** Holidays of a year as they can be entered at once. Anyone may read them. */
export async function offeredHolidays({ db }: Pick<Ctx, 'db'>, year: number): Promise<HolidaysOffered> {
  const closed = await networkDays(db, year);
  return {
    year,
    decided: isDecided(year),
    days: nationalHolidays(year).map((day) => ({
      ...day,
      there: isClosedOn(closed, day.date),
      entered: closed.some((one) => isAsEntered(one, day)),
    })),
  };
}

/**
 * Enters the holidays of a year for the whole network; days on which it is closed already stay as they are. Needs `libraries.manage`
 * network-wide. Answers with how many were entered.
 */
export async function addNationalHolidays(ctx: Ctx, input: HolidaysInput): Promise<{ count: number }> {
  authorize(ctx, 'libraries.manage', null);
  const { year, jointLeave } = parseInput(holidaysInput, input);
  return ctx.db.transaction().execute(async (trx) => {
    await lockNetworkDays(trx);
    const closed = await networkDays(trx, year);
    const missing = nationalHolidays(year).filter(
      ({ date, type }) => (jointLeave || type === 'nasional') && !isClosedOn(closed, date),
    );
    for (const { date, ...day } of missing) {
      await insertClosedDay(trx, ctx, { ...day, libraryId: null, dateFrom: date, dateTo: date });
    }
    return { count: missing.length };
  });
}

/**
 * Takes the holidays of a year back out of the calendar of the network, those that stand there as they were entered. Needs
 * `libraries.manage` network-wide. Answers with how many were taken out.
 */
export async function removeNationalHolidays(ctx: Ctx, input: Pick<HolidaysInput, 'year'>): Promise<{ count: number }> {
  authorize(ctx, 'libraries.manage', null);
  const { year } = parseInput(holidaysInput.pick({ year: true }), input);
  return ctx.db.transaction().execute(async (trx) => {
    await lockNetworkDays(trx);
    const known = nationalHolidays(year);
    const closed = await lockClosedDays(trx, networkYear(year), ALL);
    const entered = closed.filter((day) => known.some((holiday) => isAsEntered(day, holiday)));
    for (const day of entered) {
      await deleteClosedDayRow(trx, day.id);
      await recordAudit(trx, ctx, {
        action: 'closed_day.removed',
        entity: 'closed_day',
        entityId: day.id,
        libraryId: day.libraryId,
        before: day,
      });
    }
    return { count: entered.length };
  });
}

const isAsEntered = (day: ClosedDay, { date, type, reason, source }: NationalHoliday): boolean =>
  !day.yearly &&
  !day.weekly &&
  day.dateFrom === date &&
  day.dateTo === date &&
  day.type === type &&
  day.reason === reason &&
  day.source === source;
