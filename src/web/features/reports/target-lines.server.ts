import { listTargets, type TargetShown } from '#modules/insights/targets';
import type { Ctx } from '#platform/context';
import { formatDate } from '#shared/dates';
import { formatNumber, formatRupiah } from '#shared/money';
import { m } from '#i18n/messages';

const TONES = { reached: 'on', ahead: 'on', on: 'on', behind: 'wait', far: 'late' } as const;
const STANDINGS = {
  reached: () => m.targets_standing_reached(),
  ahead: () => m.targets_standing_ahead(),
  on: () => m.targets_standing_on(),
  behind: () => m.targets_standing_behind(),
  far: () => m.targets_standing_far(),
} as const;

/** A target as pages show it: a bar with the mark of its path. */
export function targetLine({ locale }: Pick<Ctx, 'locale'>, target: TargetShown) {
  const { id, kind, label, library, goal, done, percent, expected, standing, by, through, mayChange } = target;
  const figure = (n: number): string => (target.unit === 'rupiah' ? formatRupiah(n) : formatNumber(n, locale));
  const path = { expected: String(expected ?? 0), day: through === null ? '' : formatDate(through, locale, 'medium') };
  return {
    ...{ id, kind, label, mayChange, year: target.year, without: target.without },
    where: library?.name ?? m.reports_network(),
    goal: figure(goal),
    goalNumber: goal,
    libraryId: library?.id ?? null,
    done: done === null ? null : figure(done),
    bar: Math.min(100, percent ?? 0),
    mark: expected === null ? null : Math.min(100, expected),
    percent: percent === null ? null : `${formatNumber(percent, locale)}%`,
    says: standing === null ? m.targets_not_begun() : STANDINGS[standing](),
    tone: standing === null ? ('off' as const) : TONES[standing],
    path: expected === null ? null : by === 'days' ? m.targets_path_days(path) : m.targets_path_year(path),
    spoken: m.targets_spoken({
      done: done === null ? m.reports_no_data() : figure(done),
      goal: figure(goal),
      percent: String(percent ?? 0),
    }),
  };
}
export type TargetLine = ReturnType<typeof targetLine>;

/** Those of a year that this person may see; of one library, or (null) of the network and all. */
export async function targetLines(ctx: Ctx, year: number, libraryCode?: string): Promise<TargetLine[]> {
  const targets = await listTargets(ctx, { year });
  return targets
    .filter(({ library }) => libraryCode === undefined || library?.code === libraryCode)
    .map((target) => targetLine(ctx, target));
}
