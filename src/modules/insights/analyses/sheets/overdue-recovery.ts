import { m } from '#i18n/messages';
import { listLibraries } from '#modules/ground/libraries';
import { canAnywhere } from '#platform/rights/authorize';
import type { Chart } from '#shared/chart';
import { monthName } from '../month-name.ts';
import { formatNumber } from '#shared/money';
import { nothing, type AnalysisDefinition, type AnalysisSheet, type Asked, type SheetTable } from '../analysis.ts';
import { sumDueLoans, type DueLoans } from '../data/due-loans.queries.ts';
import { percentOf } from '../rules/opening-use.ts';

/** So many months are drawn, the latest; the table has all. */
const MONTHS_DRAWN = 12;
type Fates = Omit<DueLoans, 'libraryId' | 'month'>;
const NONE: Fates = { due: 0, inTime: 0, d7: 0, d30: 0, d90: 0, longer: 0, out: 0, lost: 0 };

const sumOf = (some: readonly Fates[]): Fates =>
  some.reduce<Fates>(
    (sum, one) => ({
      due: sum.due + one.due,
      inTime: sum.inTime + one.inTime,
      d7: sum.d7 + one.d7,
      d30: sum.d30 + one.d30,
      d90: sum.d90 + one.d90,
      longer: sum.longer + one.longer,
      out: sum.out + one.out,
      lost: sum.lost + one.lost,
    }),
    NONE,
  );
const cellsOf = (fates: Fates): (number | null)[] => [
  fates.due,
  fates.inTime,
  fates.d7,
  fates.d30,
  fates.d90,
  fates.longer,
  fates.out,
  fates.lost,
  percentOf(fates.inTime, fates.due),
];

function tableOf(
  { ctx }: Asked,
  title: string,
  first: string,
  rows: readonly { name: string; fates: Fates; href: string | undefined }[],
): SheetTable {
  const said = { locale: ctx.locale };
  const labels = [
    m.analyses_late_due({}, said),
    m.analyses_late_in_time({}, said),
    m.analyses_late_d7({}, said),
    m.analyses_late_d30({}, said),
    m.analyses_late_d90({}, said),
    m.analyses_late_longer({}, said),
    m.analyses_late_out({}, said),
    m.analyses_late_lost({}, said),
  ];
  return {
    title,
    columns: [
      { label: first, unit: 'text' },
      ...labels.map((label) => ({ label, unit: 'count' as const })),
      { label: m.analyses_late_share({}, said), unit: 'percent' },
    ],
    rows: rows.map(({ name, fates, href }) => ({ cells: [name, ...cellsOf(fates)], href })),
    total: [m.analyses_total({}, said), ...cellsOf(sumOf(rows.map(({ fates }) => fates)))],
  };
}

function chartOf(months: readonly { name: string; key: string; fates: Fates }[], { ctx }: Asked): Chart {
  const said = { locale: ctx.locale };
  const drawn = months.slice(-MONTHS_DRAWN);
  const series = (name: string, figure: (fates: Fates) => number) => ({
    name,
    values: drawn.map(({ fates }) => figure(fates)),
  });
  return {
    kind: 'share',
    title: m.analyses_late_chart({}, said),
    unit: m.analyses_late_unit({}, said),
    keyName: m.analyses_col_month({}, said),
    keys: drawn.map(({ key, name }) => ({ key, label: name })),
    series: [
      series(m.analyses_late_in_time({}, said), ({ inTime }) => inTime),
      series(m.analyses_late_d7({}, said), ({ d7 }) => d7),
      series(m.analyses_late_d30({}, said), ({ d30 }) => d30),
      series(m.analyses_late_d90({}, said), ({ d90 }) => d90),
      series(m.analyses_late_longer({}, said), ({ longer }) => longer),
      series(m.analyses_late_gone({}, said), ({ out, lost }) => out + lost),
    ],
  };
}

async function make(asked: Asked): Promise<AnalysisSheet> {
  const { ctx, from, to, libraryIds, library } = asked;
  const said = { locale: ctx.locale };
  const notes = [m.analyses_late_note_due({}, said), m.analyses_late_note_out({}, said)];
  const due = await sumDueLoans(ctx.db, { libraryIds, from, to, now: ctx.clock.now() });
  if (due.length === 0) return nothing(notes);

  const overdue = (code: string | undefined, { out }: Fates): string | undefined =>
    out > 0 && canAnywhere(ctx.actor, 'loans.read') ? `/staf/terlambat?perpustakaan=${code ?? ''}` : undefined;
  const months = [...Map.groupBy(due, ({ month }) => month)].map(([key, some]) => {
    const fates = sumOf(some);
    return { key, name: monthName(key, ctx.locale), fates, href: overdue(library?.code, fates) };
  });
  const known = new Map((await listLibraries(ctx)).map((one) => [one.id, one]));
  const places = [...Map.groupBy(due, ({ libraryId }) => libraryId)]
    .map(([id, some]) => {
      const fates = sumOf(some);
      return { name: known.get(id)?.name ?? '', fates, href: overdue(known.get(id)?.code, fates) };
    })
    .toSorted((a, b) => b.fates.due - a.fates.due || a.name.localeCompare(b.name, 'id'));
  const n = (count: number): string => formatNumber(count, ctx.locale);
  const all = sumOf(due);
  const later = all.d7 + all.d30 + all.d90 + all.longer;
  return {
    finding: m.analyses_late_finding(
      {
        ...{ due: n(all.due), out: n(all.out), lost: n(all.lost) },
        intime: percentOf(all.inTime, all.due) ?? 0,
        later: percentOf(later, all.due) ?? 0,
      },
      said,
    ),
    notes,
    chart: chartOf(months, asked),
    tables: [
      tableOf(asked, m.analyses_late_table({}, said), m.analyses_col_month({}, said), months),
      ...(places.length > 1
        ? [tableOf(asked, m.analyses_late_libraries({}, said), m.analyses_col_library({}, said), places)]
        : []),
    ],
  };
}

/** Overdue loans and how they came back. */
export const overdueRecovery: AnalysisDefinition = {
  key: 'terlambat-kembali',
  name: m.analyses_late_name,
  about: m.analyses_late_about,
  may: 'reports.read',
  inputs: [],
  make,
};
