import { coarsenCells, viewWho } from '#modules/ground/facts';
import { listLibraries, type Library } from '#modules/ground/libraries';
import { authorizeAnywhere, grantedLibraries } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { addDays, addMonths, type LocalDate } from '#shared/dates';
import type { PeriodStep, VisitCut } from './client.ts';
import { selectFigures, selectOthers, selectWheelchairs } from './data/figures.queries.ts';
import { periodsBetween } from './rules/periods.ts';
import { figuresQuery, type FiguresQuery } from './schema.ts';

/** So many people of one value of a cut; null = it is not known of them. */
export interface VisitFigure {
  key: string | null;
  people: number;
}
export interface VisitFigures {
  from: LocalDate;
  to: LocalDate;
  step: PeriodStep;
  /** Whose visits are counted. */
  libraries: Pick<Library, 'code' | 'name' | 'timeZone'>[];
  /** People: single visits, and the heads of groups. */
  total: number;
  /** Every period of the time, also without visitors. */
  periods: { key: string; people: number }[];
  by: Record<VisitCut, VisitFigure[]>;
  /** Of which whole months the cuts of people are; null = the time has none that has ended and is counted. */
  months: { from: LocalDate; to: LocalDate } | null;
  /** By ISO weekday and hour of the library's clock; what is missing is zero. */
  hours: { weekday: number; hour: number; people: number }[];
  groups: number;
  /** In {@link months}, as far as a library's month tells; null = nowhere enough. */
  wheelchairs: number | null;
  /** Of visits whose leaving was recorded: how many, and how long they stayed in the mean, in minutes (null: of too few). */
  left: number;
  minutes: number | null;
  /** What counters at gates said; they count passages, so they are not added to visits. */
  gates: { library: string; gate: string; cameIn: number; wentOut: number }[];
}

/** The libraries whose figures somebody may see, in their order. */
export async function librariesWithFigures(ctx: Ctx): Promise<Library[]> {
  authorizeAnywhere(ctx, 'reports.read');
  const granted = grantedLibraries(ctx.actor, 'reports.read');
  const libraries = await listLibraries(ctx);
  return granted === 'all' ? libraries : libraries.filter(({ id }) => granted.includes(id));
}

/**
 * Who came in some days, both included, by every cut that visits know. Days and hours are those of each library's own clock. Needs
 * `reports.read`: of some libraries, their figures. Who they were is told of whole months only, as the facts keep it (decision 189), so that no
 * day is what one time has more than another; fewer than five stand with those of whom it was not recorded (`null`). Forgetting who came
 * leaves every sum.
 */
export async function visitFigures(ctx: Ctx, query: FiguresQuery): Promise<VisitFigures> {
  const { from, to, step, library } = parseInput(figuresQuery, query);
  const mine = await librariesWithFigures(ctx);
  const libraries = library ? mine.filter(({ code }) => code === library) : mine;
  const filter = { from, to, step, libraryIds: libraries.map(({ id }) => id) };
  const [rows, others] = await Promise.all([selectFigures(ctx.db, filter), selectOthers(ctx.db, filter)]);
  const of = (cut: VisitCut | 'period'): VisitFigure[] =>
    rows.flatMap((row) => (row.cut === cut ? [{ key: row.key, people: row.people }] : []));
  const who = await whoCame(ctx, filter);
  const periods = new Map(of('period').map(({ key, people }) => [key, people]));
  return {
    from,
    to,
    step,
    libraries: libraries.map(({ code, name, timeZone }) => ({ code, name, timeZone })),
    total: [...periods.values()].reduce((sum, people) => sum + people, 0),
    periods: periodsBetween(from, to, step).map((key) => ({ key, people: periods.get(key) ?? 0 })),
    by: {
      library: of('library'),
      kind: of('kind'),
      purpose: of('purpose'),
      ...who.by,
    },
    months: who.months,
    hours: rows.flatMap(({ cut, key, weekday, people }) =>
      cut === 'hour' && weekday !== null ? [{ weekday, hour: Number(key), people }] : [],
    ),
    ...others,
    wheelchairs: who.wheelchairs,
    minutes: isTold(others.left) ? others.minutes : null,
  };
}

/** Whether so many people may be spoken of. */
const isTold = (people: number): boolean => coarsenCells([{ key: 'all', n: people, people }])[0]?.key === 'all';

/** As the facts name the cuts of people. */
const WHO = {
  ...{ ageGroup: 'age', sex: 'sex', occupation: 'occupation' },
  ...{ memberCategory: 'category', kelurahan: 'kelurahan', kecamatan: 'kecamatan' },
} as const;

async function whoCame(ctx: Ctx, { from, to, libraryIds }: { from: LocalDate; to: LocalDate; libraryIds: number[] }) {
  const asked = async (cut: string) => viewWho(ctx, { kind: 'visit', from, to, libraryIds, cut });
  const shown = ({ figures }: Awaited<ReturnType<typeof asked>>): VisitFigure[] =>
    figures.map(({ key, n }) => ({ key, people: n })).toSorted((a, b) => b.people - a.people);
  const of = async (cut: keyof typeof WHO): Promise<VisitFigure[]> => shown(await asked(WHO[cut]));
  const ages = await asked(WHO.ageGroup);
  const { months } = ages;
  const wheels = months ? await selectWheelchairs(ctx.db, { libraryIds, ...months }) : [];
  const told = wheels.filter(isTold);
  return {
    months: months && { from: months.from, to: addDays(addMonths(months.to, 1), -1) },
    wheelchairs: told.length === 0 ? null : told.reduce((sum, n) => sum + n, 0),
    by: {
      ageGroup: shown(ages),
      sex: await of('sex'),
      occupation: await of('occupation'),
      memberCategory: await of('memberCategory'),
      kelurahan: await of('kelurahan'),
      kecamatan: await of('kecamatan'),
    },
  };
}
