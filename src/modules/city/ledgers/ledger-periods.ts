import type { Partner } from '#modules/city/partners/client';
import { networkZone } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { addDays, FIRST_DAY, localDate, type LocalDate } from '#shared/dates';
import { findFirstGiven } from './data/ledger.queries.ts';

/** Days of a ledger, both included. */
export interface LedgerPeriod {
  from: LocalDate;
  until: LocalDate;
}

/** So many years are offered. */
const MOST_YEARS = 20;

const todayOf = async ({ db, clock }: Pick<Ctx, 'db' | 'clock'>): Promise<LocalDate> =>
  localDate(clock.now(), await networkZone(db));

/** A year, as far as it has come; null, or a year to come: from the beginning to today. */
export async function ledgerPeriod(ctx: Pick<Ctx, 'db' | 'clock'>, year: number | null): Promise<LedgerPeriod> {
  const today = await todayOf(ctx);
  if (year === null || `${year}-01-01` > today) return { from: FIRST_DAY, until: today };
  const end = `${year}-12-31`;
  return { from: `${year}-01-01`, until: end < today ? end : today };
}

/**
 * A day, or the last one of the last month that is over: what is told outside of the house goes by whole months, so that nobody who looks every
 * day sees who it was.
 */
export async function monthsOver(ctx: Pick<Ctx, 'db' | 'clock'>, until: LocalDate): Promise<LocalDate> {
  const over = addDays(`${(await todayOf(ctx)).slice(0, 8)}01`, -1);
  return until < over ? until : over;
}

/**
 * The days of which those who are no staff are told: to the end of the last month that is over, and where none of them is over yet, the year of
 * that month.
 */
export async function outsidePeriod(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  { from, until }: LedgerPeriod,
): Promise<LedgerPeriod> {
  const over = await monthsOver(ctx, until);
  return { from: from > over ? `${over.slice(0, 4)}-01-01` : from, until: over };
}

/** Years in which a partner carried the library or gave something, the last first. */
export async function ledgerYears(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  { id, since, createdAt }: Pick<Partner, 'id' | 'since' | 'createdAt'>,
): Promise<number[]> {
  const last = Number((await todayOf(ctx)).slice(0, 4));
  const days = [since, await findFirstGiven(ctx.db, id)].filter((day) => day !== null);
  const began = Math.min(...days.map((day) => Number(day.slice(0, 4))), createdAt.getUTCFullYear());
  const first = Math.max(began, last - MOST_YEARS + 1);
  return Array.from({ length: Math.max(1, last - first + 1) }, (_, nth) => last - nth);
}
