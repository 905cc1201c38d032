import { coarsenCells } from '#modules/ground/facts';
import { listLibraries, type Library } from '#modules/ground/libraries';
import { authorizeAnywhere, grantedLibraries } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import type { LocalDate } from '#shared/dates';
import type { PeriodStep, VisitCut } from './client.ts';
import { selectFigures, selectOthers } from './data/figures.queries.ts';
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
  /** By ISO weekday and hour of the library's clock; what is missing is zero. */
  hours: { weekday: number; hour: number; people: number }[];
  groups: number;
  wheelchairs: number;
  /** Of visits whose leaving was recorded: how many, and how long they stayed in the mean, in minutes. */
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
 * `reports.read`: of some libraries, their figures. Who they were is told of five people and more; fewer stand with those of whom it was not
 * recorded (`null`). Forgetting who came leaves every sum.
 */
export async function visitFigures(ctx: Ctx, query: FiguresQuery): Promise<VisitFigures> {
  const { from, to, step, library } = parseInput(figuresQuery, query);
  const mine = await librariesWithFigures(ctx);
  const libraries = library ? mine.filter(({ code }) => code === library) : mine;
  const filter = { from, to, step, libraryIds: libraries.map(({ id }) => id) };
  const [rows, others] = await Promise.all([selectFigures(ctx.db, filter), selectOthers(ctx.db, filter)]);
  const of = (cut: VisitCut | 'period'): VisitFigure[] =>
    rows.flatMap((row) => (row.cut === cut ? [{ key: row.key, people: row.people }] : []));
  const ofPeople = (cut: VisitCut): VisitFigure[] =>
    coarsenCells(
      rows.flatMap((row) => (row.cut === cut ? [{ key: row.key ?? '', n: row.people, people: row.different }] : [])),
    )
      .map(({ key, n }) => ({ key, people: n }))
      .toSorted((a, b) => b.people - a.people);
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
      ageGroup: ofPeople('ageGroup'),
      sex: ofPeople('sex'),
      occupation: ofPeople('occupation'),
      memberCategory: ofPeople('memberCategory'),
      purpose: of('purpose'),
      kelurahan: ofPeople('kelurahan'),
      kecamatan: ofPeople('kecamatan'),
    },
    hours: rows.flatMap(({ cut, key, weekday, people }) =>
      cut === 'hour' && weekday !== null ? [{ weekday, hour: Number(key), people }] : [],
    ),
    ...others,
  };
}
