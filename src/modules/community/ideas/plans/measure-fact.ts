import { countHoldings } from '#modules/collection/catalog';
import { countLoans } from '#modules/lending/circulation';
import { calendarsOf } from '#modules/ground/libraries';
import { countJoined } from '#modules/people/members';
import { countHeld } from '#modules/community/programs';
import { countVisitors } from '#modules/premises/visits';
import { systemCtx, type Ctx } from '#platform/context';
import { addDays, localDate, type LocalDate, HOME_ZONE } from '#shared/dates';
import type { MeasuredPlan, Plan } from '../client.ts';
import type { Fact } from '../rules/plans.ts';

const SATURDAY = 6;
const DAYS = 30;

/** A figure that is asked for. */
interface Wanted {
  fact: Fact;
  library: Plan['library'];
  /** Of facts that count from the commitment on: its instant; null = from today. */
  since: Date | null;
}
/** One figure, with the days that it is of. */
interface Dated extends Wanted {
  today: LocalDate;
}
type Reading = Pick<Ctx, 'clock' | 'db'>;
type Figures = Map<Wanted, number>;

/** Of facts that are read together: one question each, however many libraries and plans. */
const READERS: { facts: readonly Fact[]; read: (ctx: Reading, wanted: readonly Dated[]) => Promise<Figures> }[] = [
  { facts: ['titles', 'copies'], read: holdings },
  { facts: ['open_hours', 'saturday_hours'], read: openHours },
  { facts: ['new_members'], read: newMembers },
  { facts: ['programs_held'], read: programsHeld },
  { facts: ['loans'], read: loans },
  { facts: ['visits', 'saturday_visits'], read: visits },
];

/**
 * Figures of libraries as they are now, by the doors of the modules that own them. Figures of plans are shown to whoever may see the plan, so
 * they are read in the name of the system.
 */
async function measureFacts(ctx: Reading, wanted: readonly Wanted[]): Promise<Figures> {
  const now = ctx.clock.now();
  const dated = new Map(wanted.map((one) => [one, { ...one, today: localDate(now, one.library.timeZone) }]));
  const figures: Figures = new Map();
  for (const { facts, read } of READERS) {
    const asked = [...dated].filter(([{ fact }]) => facts.includes(fact));
    if (asked.length === 0) continue;
    const found = await read(
      ctx,
      asked.map(([, one]) => one),
    );
    for (const [one, day] of asked) figures.set(one, found.get(day) ?? 0);
  }
  return figures;
}

/** One figure. @param since of facts that count from the commitment on: its instant */
export async function measureFact(
  ctx: Reading,
  fact: Fact,
  library: Plan['library'],
  since: Date | null,
): Promise<number> {
  const wanted = { fact, library, since };
  return (await measureFacts(ctx, [wanted])).get(wanted) ?? 0;
}

/** Plans with their figures of today, in as many questions as there are kinds of figures. */
export async function measuredPlans(ctx: Reading, plans: readonly Plan[]): Promise<MeasuredPlan[]> {
  const wanted = plans.map(({ fact, library, committedAt }) =>
    fact === null ? null : { fact, library, since: committedAt },
  );
  const figures = await measureFacts(
    ctx,
    wanted.filter((one) => one !== null),
  );
  return plans.map((plan, nth) => {
    const one = wanted[nth] ?? null;
    return { ...plan, now: one === null ? null : (figures.get(one) ?? 0) };
  });
}

const librariesOf = (wanted: readonly Dated[]): number[] => [...new Set(wanted.map(({ library }) => library.id))];

async function holdings({ db }: Reading, wanted: readonly Dated[]): Promise<Figures> {
  const found = await countHoldings(db, librariesOf(wanted));
  return new Map(
    wanted.map((one) => [one, found.get(one.library.id)?.[one.fact === 'titles' ? 'titles' : 'copies'] ?? 0]),
  );
}

async function openHours({ db, clock }: Reading, wanted: readonly Dated[]): Promise<Figures> {
  // the hours of a week are the same whatever the day
  const day = localDate(clock.now(), HOME_ZONE);
  const calendars = await calendarsOf(db, librariesOf(wanted), day, day);
  return new Map(
    wanted.map((one) => {
      const weekly = calendars.get(one.library.id)?.weekly ?? {};
      return [one, hours(one.fact === 'open_hours' ? Object.values(weekly).flat() : (weekly[SATURDAY] ?? []))];
    }),
  );
}

/** Hours with two decimals: half past seven counts. */
const hours = (day: readonly { opens: number; closes: number }[]): number =>
  Math.round((100 * day.reduce((sum, { opens, closes }) => sum + closes - opens, 0)) / 60) / 100;

async function newMembers({ db }: Reading, wanted: readonly Dated[]): Promise<Figures> {
  const spans = wanted.map(({ library, since, today }) => ({
    libraryId: library.id,
    from: since === null ? today : localDate(since, library.timeZone),
    to: today,
  }));
  return inOrder(wanted, await countJoined(db, spans));
}

async function programsHeld({ db, clock }: Reading, wanted: readonly Dated[]): Promise<Figures> {
  const now = clock.now();
  const spans = wanted.map(({ library, since }) => ({ libraryId: library.id, from: since ?? now, to: now }));
  return inOrder(wanted, await countHeld(db, spans));
}

const inOrder = (wanted: readonly Dated[], counts: readonly number[]): Figures =>
  new Map(wanted.map((one, nth) => [one, counts[nth] ?? 0]));

/** The days of the last month as the library has them: in a country of three zones it may be today in one and tomorrow in another. */
const lastDays = (today: LocalDate): { from: LocalDate; to: LocalDate } => ({
  from: addDays(today, 1 - DAYS),
  to: today,
});
const byToday = (wanted: readonly Dated[]): Map<LocalDate, Dated[]> => Map.groupBy(wanted, ({ today }) => today);

async function loans({ db, clock }: Reading, wanted: readonly Dated[]): Promise<Figures> {
  const system = systemCtx(db, clock, 'rencana aksi');
  const figures: Figures = new Map();
  for (const [today, asked] of byToday(wanted)) {
    const { byLibrary } = await countLoans(system, lastDays(today));
    for (const one of asked) figures.set(one, byLibrary[one.library.code] ?? 0);
  }
  return figures;
}

async function visits({ db }: Reading, wanted: readonly Dated[]): Promise<Figures> {
  const figures: Figures = new Map();
  for (const [today, asked] of byToday(wanted)) {
    const found = await countVisitors(db, { libraryIds: librariesOf(asked), ...lastDays(today) });
    for (const one of asked) {
      const { people, onSaturdays } = found.get(one.library.id) ?? { people: 0, onSaturdays: 0 };
      figures.set(one, one.fact === 'visits' ? people : onSaturdays);
    }
  }
  return figures;
}
