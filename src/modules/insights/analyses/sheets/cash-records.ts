import { m } from '#i18n/messages';
import { listLibraries } from '#modules/ground/libraries';
import { addDays } from '#shared/dates';
import { formatNumber, formatRupiah } from '#shared/money';
import { nothing, type AnalysisDefinition, type AnalysisSheet, type Asked, type SheetTable } from '../analysis.ts';
import { selectCashDays, type DayOfCash } from '../data/cash-days.queries.ts';
import { monthName } from '../month-name.ts';
import { cashDifference, type CashDifference } from '../rules/cash-difference.ts';

type Day = DayOfCash & CashDifference;
const sum = (days: readonly Day[], figure: (day: Day) => number | null): number =>
  days.reduce((all, day) => all + (figure(day) ?? 0), 0);

async function daysTable({ ctx }: Asked, days: readonly Day[]): Promise<SheetTable> {
  const said = { locale: ctx.locale };
  const known = new Map((await listLibraries(ctx)).map((one) => [one.id, one]));
  const rupiah = (label: string) => ({ label, unit: 'rupiah' as const });
  return {
    title: m.analyses_cash_days({}, said),
    columns: [
      { label: m.analyses_col_day({}, said), unit: 'day' },
      { label: m.analyses_col_library({}, said), unit: 'text' },
      { label: m.analyses_cash_state({}, said), unit: 'text' },
      rupiah(m.analyses_cash_opening({}, said)),
      rupiah(m.analyses_cash_in({}, said)),
      rupiah(m.analyses_cash_expected({}, said)),
      rupiah(m.analyses_cash_counted({}, said)),
      rupiah(m.analyses_cash_difference({}, said)),
    ],
    rows: days.map(({ libraryId, day, state, opening, cash, expected, counted, difference }) => ({
      cells: [
        day,
        known.get(libraryId)?.name ?? '',
        state === 'open' ? m.analyses_cash_state_open({}, said) : m.analyses_cash_state_differs({}, said),
        ...[opening, cash, expected, counted, difference],
      ],
      href: `/staf/kas?perpustakaan=${known.get(libraryId)?.code ?? ''}&hari=${day}`,
    })),
  };
}

function kindsTable({ ctx }: Asked, days: readonly Day[]): SheetTable {
  const said = { locale: ctx.locale };
  const rupiah = (label: string) => ({ label, unit: 'rupiah' as const });
  const cellsOf = (some: readonly Day[]): number[] => [
    sum(some, ({ payments }) => payments),
    sum(some, ({ refunds }) => refunds),
    sum(some, ({ voided }) => voided),
    sum(some, ({ cash }) => cash),
    sum(some, ({ qris }) => qris),
    sum(some, ({ deposited }) => deposited),
  ];
  return {
    title: m.analyses_cash_kinds({}, said),
    columns: [
      { label: m.analyses_col_month({}, said), unit: 'text' },
      rupiah(m.analyses_cash_payments({}, said)),
      rupiah(m.analyses_cash_refunds({}, said)),
      rupiah(m.analyses_cash_voided({}, said)),
      rupiah(m.analyses_cash_cash({}, said)),
      rupiah(m.analyses_cash_qris({}, said)),
      rupiah(m.analyses_cash_deposited({}, said)),
    ],
    rows: [...Map.groupBy(days, ({ day }) => day.slice(0, 7))].map(([month, some]) => ({
      cells: [monthName(month, ctx.locale), ...cellsOf(some)],
    })),
    total: [m.analyses_total({}, said), ...cellsOf(days)],
  };
}

async function make(asked: Asked): Promise<AnalysisSheet> {
  const { ctx, libraryIds, from, to, today } = asked;
  const said = { locale: ctx.locale };
  const notes = [m.analyses_cash_note({}, said)];
  const last = to < today ? to : addDays(today, -1);
  const found = await selectCashDays(ctx.db, { libraryIds, from, to: last });
  if (found.length === 0) return nothing(notes);
  const days = found.map((day) => ({ ...day, ...cashDifference(day) }));
  const of = (state: Day['state']): Day[] => days.filter((day) => day.state === state);
  const differs = of('differs');
  const open = of('open').length;
  const n = (count: number): string => formatNumber(count, ctx.locale);
  const wrong = days.filter(({ state }) => state !== 'agrees');
  return {
    finding: m.analyses_cash_finding(
      {
        ...{ closed: n(days.length - open), differs: n(differs.length), open: n(open) },
        sum: formatRupiah(sum(differs, ({ difference }) => difference)),
      },
      said,
    ),
    notes,
    chart: null,
    tables: [...(wrong.length > 0 ? [await daysTable(asked, wrong)] : []), kindsTable(asked, days)],
  };
}

/** Money by its lines against the closed cash days. */
export const cashRecords: AnalysisDefinition = {
  key: 'kas-dan-catatan',
  name: m.analyses_cash_name,
  about: m.analyses_cash_about,
  may: 'cash.read',
  inputs: [],
  make,
};
