import { viewFacts, viewWho } from '#modules/ground/facts';
import { sentenceOf } from '#platform/requests/problem';
import type { Ctx } from '#platform/context';
import { ageGroupName } from '#shared/age-groups';
import type { Chart, ChartKey } from '#shared/chart';
import { addDays, addMonths, formatDate } from '#shared/dates';
import { m } from '#i18n/messages';
import type { ComparedTime, DaySpan } from '#web/kit/chart/compared-time.ts';
import { withFinding } from '#web/kit/chart/finding.ts';
import { shortLibrary } from '#web/kit/frame/staff/window-title.ts';

/** Libraries that are shown each by itself; the rest are one bar. */
const LIBRARIES = 12;
/** Age groups that have a colour of their own, the largest first. */
const AGES = 4;
const CLASSES = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
const UNKNOWN = '?';

type Cut = 'byClass' | 'byLibrary';
/** Loans of a time by class (`?`: without one) and by the code of the library. */
interface LoanCounts extends Record<Cut, Record<string, number>> {
  total: number;
}
interface Counted {
  now: LoanCounts;
  before: LoanCounts;
}
interface LibraryNamed {
  id: number;
  code: string;
  name: string;
}

async function loansIn(ctx: Ctx, days: DaySpan, libraries: readonly LibraryNamed[]): Promise<LoanCounts> {
  const asked = { kind: 'loan', ...days };
  const [classes, places] = await Promise.all([
    viewFacts(ctx, { ...asked, cut: 'class' }),
    viewFacts(ctx, { ...asked, byLibrary: true }),
  ]);
  const codes = new Map(libraries.map(({ id, code }) => [id, code]));
  const summed = (pairs: readonly (readonly [string, number])[]): Record<string, number> => {
    const sums: Record<string, number> = {};
    for (const [key, n] of pairs) sums[key] = (sums[key] ?? 0) + n;
    return sums;
  };
  return {
    byClass: summed(classes.figures.map(({ key, n }) => [key === '' ? UNKNOWN : key, n])),
    // a library that is closed for good stands with the others
    byLibrary: summed(places.figures.map(({ libraryId, n }) => [codes.get(libraryId ?? 0) ?? UNKNOWN, n])),
    total: places.figures.reduce((sum, { n }) => sum + n, 0),
  };
}

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
function byLibrary({ now, before }: Counted, libraries: readonly LibraryNamed[]): Chart {
  const names = new Map(libraries.map(({ code, name }) => [code, name]));
  const codes = [...names.keys()].toSorted((a, b) => (now.byLibrary[b] ?? 0) - (now.byLibrary[a] ?? 0));
  const [own, rest] = [codes.slice(0, LIBRARIES), codes.slice(LIBRARIES)];
  const joined = (counts: LoanCounts): LoanCounts => {
    const others = [...rest, UNKNOWN].reduce((sum, code) => sum + (counts.byLibrary[code] ?? 0), 0);
    return { ...counts, byLibrary: { ...counts.byLibrary, [UNKNOWN]: others } };
  };
  const keys = own.map((code) => ({ key: code, label: shortLibrary(names.get(code) ?? code) }));
  return {
    ...barsOf(
      { now: joined(now), before: joined(before) },
      'byLibrary',
      rest.length > 0 || (now.byLibrary[UNKNOWN] ?? 0) > 0
        ? [...keys, { key: UNKNOWN, label: m.dash_others(), rest: true as const }]
        : keys,
    ),
    title: m.dash_loans_by_library(),
    keyName: m.dash_library(),
  };
}

/** Of one whole the age groups in their order; the smallest together, and those of too few people. */
function byAge(figures: readonly { key: string | null; n: number }[]): Chart {
  const told = figures.filter(({ key }) => key !== null && key !== '');
  const own = told
    .toSorted((a, b) => b.n - a.n)
    .slice(0, AGES)
    .toSorted((a, b) => Number(a.key) - Number(b.key));
  const others = figures.reduce((sum, { n }) => sum + n, 0) - own.reduce((sum, { n }) => sum + n, 0);
  return {
    kind: 'share',
    title: m.dash_loans_by_age(),
    unit: m.dash_loans_unit(),
    keyName: m.dash_age(),
    keys: [{ key: 'all', label: m.dash_loans_by_age() }],
    series: [
      ...own.map(({ key, n }) => ({ name: m.dash_age_years({ ages: ageGroupName(Number(key)) }), values: [n] })),
      ...(others > 0 ? [{ name: m.reports_others(), values: [others], rest: true as const }] : []),
    ],
  };
}

/** The whole months that lie in a time, else the last one that had ended. */
function wholeMonths({ from, to }: DaySpan): DaySpan {
  const after = `${addDays(to, 1).slice(0, 7)}-01`;
  const first = `${from.slice(0, 7)}-01`;
  const last = addMonths(after, -1);
  return { from: first < last ? addMonths(first, first === from ? 0 : 1) : last, to: addDays(after, -1) };
}

/** A chart, with its own time where it is another than that of the page. */
interface LoanChart {
  id: string;
  chart: Chart;
  period?: string;
}

/** Loans of a time by class, by library where there are several, and by age: people are told by whole months. */
export async function loanCharts(
  ctx: Ctx,
  time: ComparedTime,
  libraries: readonly LibraryNamed[],
): Promise<LoanChart[]> {
  const months = wholeMonths(time.now);
  const [now, before, ages] = await Promise.all([
    loansIn(ctx, time.now, libraries),
    loansIn(ctx, time.before, libraries),
    viewWho(ctx, { kind: 'loan', ...months, cut: 'age' }),
  ]);
  const counted = { now, before };
  // a month that ended an hour ago is counted later
  const told = ages.months ? { from: ages.months.from, to: addDays(addMonths(ages.months.to, 1), -1) } : months;
  const say = (day: string): string => formatDate(day, ctx.locale, 'medium');
  const charts: LoanChart[] = [
    { id: 'per-kelas', chart: byClass(counted, ctx) },
    ...(libraries.length > 1 ? [{ id: 'per-perpustakaan', chart: byLibrary(counted, libraries) }] : []),
    {
      id: 'per-umur',
      chart: byAge(ages.figures),
      period: m.dash_period({ from: say(told.from), to: say(told.to) }),
    },
  ];
  return charts.map((one) => ({ ...one, chart: withFinding(one.chart, ctx.locale) }));
}
