import { countHoldings } from '#modules/catalog';
import { countLoans } from '#modules/circulation';
import { calendarOf } from '#modules/libraries';
import { countJoined } from '#modules/members';
import { countHeld } from '#modules/programs';
import { visitFigures } from '#modules/visits';
import { systemCtx, type Ctx } from '#platform/context';
import { addDays, localDate, type LocalDate } from '#shared/dates';
import type { MeasuredPlan, Plan } from './client.ts';
import type { Fact } from './rules/plans.ts';

const SATURDAY = 6;
const DAYS = 30;

/**
 * A figure of a library as it is now, by the doors of the modules that own it. Figures of plans are shown to whoever may see the plan, so
 * they are read in the name of the system. @param since of `since` facts: the day of the commitment
 */
export async function measureFact(
  { db, clock }: Pick<Ctx, 'clock' | 'db'>,
  fact: Fact,
  library: Plan['library'],
  since: Date | null,
): Promise<number> {
  const now = clock.now();
  const today = localDate(now, library.timeZone);
  const from = since === null ? today : localDate(since, library.timeZone);
  switch (fact) {
    case 'titles':
    case 'copies':
      return (await countHoldings(db, library.id))[fact];
    case 'open_hours':
      return hours(Object.values((await calendarOf(db, library.id, today, today)).weekly).flat());
    case 'saturday_hours':
      return hours((await calendarOf(db, library.id, today, today)).weekly[SATURDAY] ?? []);
    case 'new_members':
      return countJoined(db, library.id, { from, to: today });
    case 'programs_held':
      return countHeld(db, library.id, { from: since ?? now, to: now });
    case 'loans':
    case 'visits':
    case 'saturday_visits':
      return ofLastDays({ db, clock }, fact, library.code, today);
  }
}

const hours = (day: readonly { opens: number; closes: number }[]): number =>
  Math.round(day.reduce((sum, { opens, closes }) => sum + closes - opens, 0) / 60);

async function ofLastDays(
  { db, clock }: Pick<Ctx, 'clock' | 'db'>,
  fact: 'loans' | 'visits' | 'saturday_visits',
  code: string,
  today: LocalDate,
): Promise<number> {
  const system = systemCtx(db, clock, 'rencana aksi');
  const span = { from: addDays(today, 1 - DAYS), to: today };
  if (fact === 'loans') return (await countLoans(system, span)).byLibrary[code] ?? 0;
  const figures = await visitFigures(system, { ...span, step: 'day', library: code });
  if (fact === 'visits') return figures.total;
  return figures.hours.filter(({ weekday }) => weekday === SATURDAY).reduce((sum, { people }) => sum + people, 0);
}

/** A plan with its figure of today. */
export async function measured(ctx: Pick<Ctx, 'clock' | 'db'>, plan: Plan): Promise<MeasuredPlan> {
  const now = plan.fact === null ? null : await measureFact(ctx, plan.fact, plan.library, plan.committedAt);
  return { ...plan, now };
}
