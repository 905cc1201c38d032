import { factsOf, firstDayCounted, viewFacts, visibleLibraries, type FactOrigin } from '#modules/ground/facts';
import { listLibraries } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { factSources } from '#platform/facts';
import { parseInput } from '#platform/requests/parse-input';
import { can } from '#platform/rights/authorize';
import { addDays } from '#shared/dates';
import { selectTargets, type Target } from './data/targets.queries.ts';
import { pathOf, standingOf, type DayCount, type Path, type Standing } from './rules/path.ts';
import { year as yearInput } from './schema.ts';

/** A goal, how far it is reached, and how far it would be by now. */
export interface TargetShown extends Pick<FactOrigin, 'kind' | 'label' | 'unit' | 'through' | 'countedAt' | 'without'> {
  id: number;
  year: number;
  library: { id: number; code: string; name: string } | null;
  goal: number;
  setBy: string;
  /** Counted so far; null = no day of the year was counted, or nothing was ever recorded there. */
  done: number | null;
  /** Of the goal, whole percent. */
  percent: number | null;
  /** Where the path is on the last day that was counted, whole percent; null before the year. */
  expected: number | null;
  by: Path['by'];
  standing: Standing | null;
  /** Whether this person may set it anew or take it back. */
  mayChange: boolean;
}

/** The days of the year before, where it was counted from its beginning; null = it was not. */
async function yearBefore(ctx: Ctx, { kind, year, libraryId }: Target): Promise<DayCount[] | null> {
  const since = await firstDayCounted(ctx, { kind }, libraryId === null ? null : [libraryId]);
  // a library that began in January began with its year
  if (since === null || since > `${year - 1}-01-31`) return null;
  return daysOf(ctx, { kind, libraryId }, year - 1);
}

async function daysOf(ctx: Ctx, { kind, libraryId }: Pick<Target, 'kind' | 'libraryId'>, year: number) {
  const { figures } = await viewFacts(ctx, {
    ...{ kind, from: `${year}-01-01`, to: `${year}-12-31`, step: 'day' },
    ...(libraryId !== null && { libraryIds: [libraryId] }),
  });
  return figures.map(({ period, n }): DayCount => ({ day: period, n }));
}

/** The targets of a year that this person may see: those of the network are of all libraries. Needs `reports.read`. */
export async function listTargets(ctx: Ctx, input: { year: number }): Promise<TargetShown[]> {
  const visible = visibleLibraries(ctx, undefined);
  const year = parseInput(yearInput, input.year);
  const kinds = new Set(factSources().map(({ kind }) => kind));
  const libraries = new Map((await listLibraries(ctx)).map((one) => [one.id, one]));
  const targets = (await selectTargets(ctx.db, year)).filter(
    // a kind that a later release does not count any more is not shown
    ({ kind, libraryId }) =>
      kinds.has(kind) && (visible === null || (libraryId !== null && visible.includes(libraryId))),
  );
  return Promise.all(
    targets.map(async (target) => {
      const library = target.libraryId === null ? undefined : libraries.get(target.libraryId);
      const shown = await standingNow(ctx, target);
      return {
        ...shown,
        library: library ? { id: library.id, code: library.code, name: library.name } : null,
        mayChange: can(ctx.actor, 'reports.submit', target.libraryId),
      };
    }),
  );
}

async function standingNow(ctx: Ctx, target: Target): Promise<Omit<TargetShown, 'library' | 'mayChange'>> {
  const { id, year, kind, libraryId, goal, setBy } = target;
  const { label, unit, without } = factsOf(kind);
  const { through, countedAt } = await viewFacts(ctx, {
    ...{ kind, from: `${year}-01-01`, to: `${year}-01-01`, limit: 1 },
    ...(libraryId !== null && { libraryIds: [libraryId] }),
  });
  const path = pathOf(year, await yearBefore(ctx, target));
  const since = await firstDayCounted(ctx, { kind }, libraryId === null ? null : [libraryId]);
  // where nothing was ever written down, nothing is not a figure
  const begun = since !== null && through !== null && through >= `${year}-01-01`;
  const done = begun ? (await daysOf(ctx, target, year)).reduce((sum, { n }) => sum + n, 0) : null;
  const expected = through !== null && through >= addDays(`${year}-01-01`, -1) ? path.shareBy(through) : null;
  const whole = (share: number): number => Math.floor(share * 100);
  const percent = done === null ? null : whole(done / goal);
  const there = expected === null ? null : whole(expected);
  const said = { locale: ctx.locale };
  return {
    ...{ id, year, kind, goal, setBy, unit, through, countedAt, done, by: path.by },
    label: label({}, said),
    without: without?.({}, said) ?? null,
    percent,
    expected: there,
    standing: percent === null || there === null ? null : standingOf(percent, there),
  };
}
