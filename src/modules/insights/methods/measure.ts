import { countHoldingsOn } from '#modules/collection/catalog';
import { countPresent } from '#modules/community/programs';
import { ikmSums } from '#modules/community/questionnaires';
import { countStaff } from '#modules/ground/identity';
import { calendarsOf, mainLibrary, networkZone, openDaysBetween, type Library } from '#modules/ground/libraries';
import { countLending } from '#modules/lending/circulation';
import { countValid } from '#modules/people/members';
import { countVisitors } from '#modules/premises/visits';
import type { Ctx } from '#platform/context';
import { addDays, instantAt, localDate, type LocalDate } from '#shared/dates';
import { selectPopulation } from './data/population.queries.ts';
import { decimal, type Fraction } from './rules/fraction.ts';
import { residentsOf, residentsOfCity, type Residents } from './rules/residents.ts';

/** What was counted here. */
export interface Measured {
  value: Fraction;
  /** The day until which it counts. */
  until: LocalDate;
  /** Of residents: the year that was counted, and by whom. */
  residents: Residents | null;
}
/** By input; of libraries by their id. What is not there was never recorded. */
export interface Measures {
  libraries: Map<string, Map<number, Measured>>;
  network: Map<string, Measured>;
}

/** The days of a year that have been, and of which instants they are. */
interface Span {
  year: number;
  from: LocalDate;
  to: LocalDate;
  since: Date;
  until: Date;
  /** The year goes on: what is known of today alone may be told. */
  goesOn: boolean;
}

/** Five years with their own: a book of 2022 is new in 2026. */
const NEW_YEARS = 4;

/** The year on the network’s calendar, until today; null = it has not begun. */
export async function spanOf(ctx: Pick<Ctx, 'db' | 'clock'>, year: number): Promise<Span | null> {
  const zone = await networkZone(ctx.db);
  const today = localDate(ctx.clock.now(), zone);
  const [from, last] = [`${year}-01-01`, `${year}-12-31`];
  if (from > today) return null;
  const to = last < today ? last : today;
  return {
    year,
    from,
    to,
    since: instantAt(from, 0, zone),
    until: instantAt(addDays(to, 1), 0, zone),
    goesOn: last >= today,
  };
}

/**
 * What the modules below have counted of a year, by their doors. A library where nothing was ever recorded has no value, not a zero. The caller
 * answers for who may know.
 */
export async function measure(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  year: number,
  libraries: readonly Library[],
): Promise<Measures> {
  const { db } = ctx;
  const span = await spanOf(ctx, year);
  const measures: Measures = { libraries: new Map(), network: new Map() };
  if (!span) return measures;
  const libraryIds = libraries.map(({ id }) => id);
  const { from, to, since, until } = span;
  const put = (code: string, found: ReadonlyMap<number, number>): void => {
    // zero of a library is told only where it says more than that nobody writes it down there
    const rows = [...found].filter(([, value]) => value > 0);
    measures.libraries.set(code, new Map(rows.map(([id, value]) => [id, measured(value, to)])));
  };

  const holdings = await countHoldingsOn(db, { libraryIds, day: to, newFrom: year - NEW_YEARS });
  put(
    'titles',
    pick(holdings, ({ titles }) => titles),
  );
  put(
    'copies',
    pick(holdings, ({ copies }) => copies),
  );
  const lending = await countLending(db, { libraryIds, from: since, to: until });
  put(
    'loans',
    pick(lending, ({ loans }) => loans),
  );
  const visitors = await countVisitors(db, { libraryIds, from, to });
  put(
    'visits',
    pick(visitors, ({ people }) => people),
  );
  put('members', await countValid(db, { libraryIds, day: to }));
  put('participants', await countPresent(db, { libraryIds, from: since, to: until }));

  // of what is recorded at all, none is a number too
  const beside = (code: string, of: string, found: ReadonlyMap<number, number>): void => {
    const known = measures.libraries.get(of) ?? new Map<number, Measured>();
    measures.libraries.set(code, new Map([...known.keys()].map((id) => [id, measured(found.get(id) ?? 0, to)])));
  };
  beside(
    'copies_recent',
    'copies',
    pick(holdings, ({ recent }) => recent),
  );
  beside(
    'renewals',
    'loans',
    pick(lending, ({ renewals }) => renewals),
  );
  const lent = new Set([...(measures.libraries.get('loans') ?? new Map<number, Measured>()).keys()]);
  beside(
    'copies_lent',
    'copies',
    pick(lending, ({ copiesLent }) => copiesLent),
  );
  const lentOf = measures.libraries.get('copies_lent');
  for (const id of lentOf?.keys() ?? []) if (!lent.has(id)) lentOf?.delete(id);

  const sums = await ikmSums(ctx, libraryIds, year);
  put(
    'ikm_total',
    pick(sums, ({ total }) => total),
  );
  put(
    'ikm_sheets',
    pick(sums, ({ complete }) => complete),
  );
  if (span.goesOn) await measureToday(ctx, span, libraries, measures, put);
  await measureServiceDays(ctx, span, measures);
  await measureResidents(ctx, span, libraries, measures);
  return measures;
}

const measured = (value: number, until: LocalDate, residents: Residents | null = null): Measured => ({
  value: decimal(String(value)),
  until,
  residents,
});
const pick = <T>(found: ReadonlyMap<number, T>, of: (one: T) => number): Map<number, number> =>
  new Map([...found].map(([id, one]) => [id, of(one)]));

/** Of staff and opening hours nobody keeps what they were: they are told of the year that goes on alone. */
async function measureToday(
  { db }: Pick<Ctx, 'db'>,
  { to }: Span,
  libraries: readonly Library[],
  measures: Measures,
  put: (code: string, found: ReadonlyMap<number, number>) => void,
): Promise<void> {
  put(
    'staff',
    await countStaff(
      db,
      libraries.map(({ id }) => id),
    ),
  );
  const minutes = libraries.map(({ id, openingHours }): [number, number] => [
    id,
    openingHours.reduce((sum, { opensMinute, closesMinute }) => sum + closesMinute - opensMinute, 0),
  ]);
  measures.libraries.set(
    'weekly_hours',
    new Map(
      minutes.flatMap(([id, sum]) =>
        sum > 0 ? [[id, { ...measured(0, to), value: { n: BigInt(sum), d: 60n } }] as const] : [],
      ),
    ),
  );
}

async function measureServiceDays(ctx: Pick<Ctx, 'db'>, { from, to }: Span, measures: Measures): Promise<void> {
  const main = await mainLibrary(ctx);
  if (!main || main.openingHours.length === 0) return;
  const calendar = (await calendarsOf(ctx.db, [main.id], from, to)).get(main.id);
  if (!calendar) return;
  // it counts from the day after its first
  measures.network.set('service_days', measured(openDaysBetween(calendar, addDays(from, -1), to), to));
}

async function measureResidents(
  { db }: Pick<Ctx, 'db'>,
  { year, to }: Span,
  libraries: readonly Library[],
  measures: Measures,
): Promise<void> {
  const rows = await selectPopulation(db, year);
  const city = residentsOfCity(rows);
  if (city) measures.network.set('residents_city', measured(city.people, to, city));
  measures.libraries.set(
    'residents_area',
    new Map(
      libraries.flatMap((library) => {
        const found = residentsOf(rows, library);
        return found ? [[library.id, measured(found.people, to, found)] as const] : [];
      }),
    ),
  );
}
