import type { Partner } from '#modules/city/partners/client';
import { networkZone } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { FIRST_DAY, localDate, type LocalDate } from '#shared/dates';

/** Days of a ledger, both included. */
export interface LedgerPeriod {
  from: LocalDate;
  until: LocalDate;
}

/** So many years are offered. */
const MOST_YEARS = 20;

const todayOf = async ({ db, clock }: Pick<Ctx, 'db' | 'clock'>): Promise<LocalDate> =>
  localDate(clock.now(), await networkZone(db));

/** A year; null: from the beginning to today. */
export async function ledgerPeriod(ctx: Pick<Ctx, 'db' | 'clock'>, year: number | null): Promise<LedgerPeriod> {
  if (year === null) return { from: FIRST_DAY, until: await todayOf(ctx) };
  return { from: `${year}-01-01`, until: `${year}-12-31` };
}

/** Years in which a partner carried the library, the last first. */
export async function ledgerYears(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  { since, createdAt }: Pick<Partner, 'since' | 'createdAt'>,
): Promise<number[]> {
  const last = Number((await todayOf(ctx)).slice(0, 4));
  const began = Math.min(Number(since?.slice(0, 4) ?? last), createdAt.getUTCFullYear());
  const first = Math.max(began, last - MOST_YEARS + 1);
  return Array.from({ length: Math.max(1, last - first + 1) }, (_, nth) => last - nth);
}
