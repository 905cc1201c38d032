import { countLoans, type LoanCounts } from '#modules/lending/circulation';
import { sentenceOf } from '#platform/requests/problem';
import type { Ctx } from '#platform/context';
import type { Chart, ChartKey } from '#shared/chart';
import { m } from '#i18n/messages';
import type { ComparedTime } from '#web/kit/chart/compared-time.ts';
import { withFinding } from '#web/kit/chart/finding.ts';
import { shortLibrary } from '#web/kit/frame/staff/window-title.ts';

/** Libraries that are shown each by itself; the rest are one bar. */
const LIBRARIES = 12;
/** Age groups that have a colour of their own, the largest first. */
const AGES = 4;
const CLASSES = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
const UNKNOWN = '?';

interface Counted {
  now: LoanCounts;
  before: LoanCounts;
}
type Cut = 'byClass' | 'byLibrary';

/** A bar for each key; the year before only where anything was lent then. */
function barsOf({ now, before }: Counted, cut: Cut, keys: readonly ChartKey[]) {
  const of = (counts: LoanCounts) => keys.map(({ key }) => counts[cut][key] ?? 0);
  return {
    kind: 'bars' as const,
    unit: m.dash_loans_unit(),
    keys,
    series: [
      { name: m.chart_now(), values: of(now) },
      ...(before.total > 0 ? [{ name: m.chart_before(), values: of(before) }] : []),
    ],
    totals: [now.total, ...(before.total > 0 ? [before.total] : [])],
  };
}

function byClass(counted: Counted, ctx: Ctx): Chart {
  const none = (counted.now.byClass[UNKNOWN] ?? 0) + (counted.before.byClass[UNKNOWN] ?? 0) > 0;
  const keys = CLASSES.map((figure) => ({
    key: figure,
    label: `${figure}00 ${sentenceOf('ddc', figure, {}, ctx.locale) ?? ''}`,
  }));
  return {
    ...barsOf(
      counted,
      'byClass',
      none ? [...keys, { key: UNKNOWN, label: m.dash_no_class(), rest: true as const }] : keys,
    ),
    title: m.dash_loans_by_class(),
    keyName: m.dash_class(),
  };
}

/** The largest first; what has no place of its own is added up. */
function byLibrary({ now, before }: Counted, names: ReadonlyMap<string, string>): Chart {
  const codes = [...names.keys()].toSorted((a, b) => (now.byLibrary[b] ?? 0) - (now.byLibrary[a] ?? 0));
  const [own, rest] = [codes.slice(0, LIBRARIES), codes.slice(LIBRARIES)];
  const joined = (counts: LoanCounts): LoanCounts => {
    const others = rest.reduce((sum, code) => sum + (counts.byLibrary[code] ?? 0), 0);
    return { ...counts, byLibrary: { ...counts.byLibrary, [UNKNOWN]: others } };
  };
  const keys = own.map((code) => ({ key: code, label: shortLibrary(names.get(code) ?? code) }));
  return {
    ...barsOf(
      { now: joined(now), before: joined(before) },
      'byLibrary',
      rest.length > 0 ? [...keys, { key: UNKNOWN, label: m.dash_others(), rest: true as const }] : keys,
    ),
    title: m.dash_loans_by_library(),
    keyName: m.dash_library(),
  };
}

/** Of one whole the age groups in their order; the smallest together. */
function byAge({ now }: Counted): Chart {
  const groups = Object.entries(now.byAgeGroup).filter(([age]) => age !== UNKNOWN);
  const large = new Set(
    groups
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, AGES)
      .map(([age]) => age),
  );
  const own = groups.filter(([age]) => large.has(age)).toSorted(([a], [b]) => Number.parseInt(a) - Number.parseInt(b));
  const unknown = now.byAgeGroup[UNKNOWN] ?? 0;
  const others = now.total - unknown - own.reduce((sum, [, count]) => sum + count, 0);
  return {
    kind: 'share',
    title: m.dash_loans_by_age(),
    unit: m.dash_loans_unit(),
    keyName: m.dash_age(),
    keys: [{ key: 'all', label: m.dash_loans_by_age() }],
    series: [
      ...own.map(([age, count]) => ({ name: m.dash_age_years({ ages: age }), values: [count] })),
      ...(others > 0 ? [{ name: m.dash_others(), values: [others], rest: true as const }] : []),
      ...(unknown > 0 ? [{ name: m.dash_age_unknown(), values: [unknown], rest: true as const }] : []),
    ],
  };
}

/** Loans of a time by class, by library where there are several, and by age. */
export async function loanCharts(
  ctx: Ctx,
  time: ComparedTime,
  names: ReadonlyMap<string, string>,
): Promise<{ id: string; chart: Chart }[]> {
  const [now, before] = await Promise.all([countLoans(ctx, time.now), countLoans(ctx, time.before)]);
  const counted = { now, before };
  return [
    { id: 'per-kelas', chart: byClass(counted, ctx) },
    ...(names.size > 1 ? [{ id: 'per-perpustakaan', chart: byLibrary(counted, names) }] : []),
    { id: 'per-umur', chart: byAge(counted) },
  ].map(({ id, chart }) => ({ id, chart: withFinding(chart, ctx.locale) }));
}
