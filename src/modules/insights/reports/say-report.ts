import type { Ctx, Locale } from '#platform/context';
import { grantedLibraries } from '#platform/rights/authorize';
import { sentenceOf } from '#platform/requests/problem';
import { listLibraries, networkZone } from '#modules/ground/libraries';
import { formatDate, formatInstant } from '#shared/dates';
import { formatNumber, formatRupiah } from '#shared/money';
import { m } from '#i18n/messages';
import type { Report } from './make-report.ts';
import type { Period } from './rules/compared-period.ts';
import type { ReportRow } from './rules/compare-rows.ts';

/** So many libraries are named; of more their number is said. */
const MOST_NAMED = 6;

/** What is counted, as a column or an axis says it. */
const UNITS: Record<Report['unit'], (inputs: object, options: { locale: Locale }) => string> = {
  acts: m.reports_unit_acts,
  people: m.reports_unit_people,
  copies: m.reports_unit_copies,
  rupiah: m.reports_unit_rupiah,
  minutes: m.reports_unit_minutes,
};

export const saidUnit = (unit: Report['unit'], locale: Locale): string => UNITS[unit]({}, { locale });

/** "Angka sampai 29 November 2026, dihitung …"; null where nothing was counted yet. */
export const saidCounted = (
  { countedAt, through }: Pick<Report, 'countedAt' | 'through'>,
  zone: string,
  locale: Locale,
): string | null =>
  countedAt === null || through === null
    ? null
    : m.reports_counted_at(
        { through: formatDate(through, locale), at: formatInstant(countedAt, zone, locale) },
        { locale },
      );

/** "1 Januari 2026 – 29 November 2026" */
export const saidDays = ({ from, to }: Period, locale: Locale): string =>
  m.reports_days({ from: formatDate(from, locale), to: formatDate(to, locale) }, { locale });

const saidChange = (percent: number | null): string =>
  percent === null ? '–' : `${percent > 0 ? '+' : percent < 0 ? '−' : ''}${Math.abs(percent)}%`;

/** A report in the reader's words, as pages, papers and letters show it: every figure is a text already. */
export async function sayReport({ db, locale }: Pick<Ctx, 'db' | 'locale'>, report: Report) {
  const { before, period, since, query } = report;
  const figure = (n: number): string => (report.unit === 'rupiah' ? formatRupiah(n) : formatNumber(n, locale));
  const most = Math.max(1, ...report.rows.map(({ n, was }) => Math.max(n, was ?? 0)));
  const width = (n: number): number => Math.round((n * 100) / most);
  const rowOf = ({ n, was, change }: ReportRow) => ({
    ...{ n: figure(n), was: was === null ? '–' : figure(was), change: saidChange(change) },
    ...{ width: width(n), wasWidth: width(was ?? 0) },
  });
  const zone = await networkZone(db);
  return {
    label: report.label,
    byLabel: report.byLabel,
    unit: saidUnit(report.unit, locale),
    within: query.within === undefined ? null : (sentenceOf('ddc', query.within, {}, locale) ?? query.within),
    period: period && saidDays(period, locale),
    before: before && saidDays(before, locale),
    isCompared: before !== null,
    withoutBefore: report.withoutBefore,
    rows: report.rows.map(({ label, within, bibId, ...row }) => ({ label, within, bibId, ...rowOf(row) })),
    total: report.total === null ? null : figure(report.total),
    totalBefore: report.totalBefore === null ? '–' : figure(report.totalBefore),
    totalChange: saidChange(report.totalChange),
    without: report.without,
    since: since && formatDate(since, locale),
    isLate: since !== null && period !== null && since > (before ?? period).from,
    counted: saidCounted(report, zone, locale),
    corrected: report.corrected.map(({ day, was, became }) => ({
      day: formatDate(day, locale),
      was: figure(was),
      became: figure(became),
    })),
  };
}
export type SaidReport = Awaited<ReturnType<typeof sayReport>>;

/** Of which libraries a report is, by their names: what goes out is also read by people to whom "yours" says nothing. */
export async function saidPlace(ctx: Pick<Ctx, 'db' | 'locale' | 'actor'>, report: Report): Promise<string> {
  if (report.library !== null) return report.library;
  const granted = grantedLibraries(ctx.actor, 'reports.read');
  const said = { locale: ctx.locale };
  if (granted === 'all') return m.reports_network({}, said);
  const names = (await listLibraries(ctx)).filter(({ id }) => granted.includes(id)).map(({ name }) => name);
  if (names.length <= MOST_NAMED) return names.join(', ');
  const named = names.slice(0, MOST_NAMED);
  return m.reports_where_more({ names: named.join(', '), count: names.length - named.length }, said);
}
