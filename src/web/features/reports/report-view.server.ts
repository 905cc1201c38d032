import type { Report } from '#modules/insights/reports';
import { networkZone } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { formatDate, formatInstant } from '#shared/dates';
import { formatRupiah } from '#shared/money';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { askedInAddress, type ReportAsked } from './report-asked.server.ts';
import { UNITS } from './report-units.ts';

/** So many bars are drawn; the table has all. */
const BARS = 31;

/** What a page shows of a report; `deeper` makes the address of what lies behind a row. */
export async function reportView(
  ctx: Ctx,
  report: Report,
  asked: ReportAsked,
  deeper: ((within: string) => string) | null,
) {
  const { locale } = ctx;
  const days = (period: { from: string; to: string }): string =>
    m.reports_days({ from: formatDate(period.from, locale), to: formatDate(period.to, locale) });
  const numbers = new Intl.NumberFormat(locale === 'en' ? 'en-GB' : 'id-ID');
  const said = (n: number): string => (report.unit === 'rupiah' ? formatRupiah(n) : numbers.format(n));
  const most = Math.max(1, ...report.rows.map(({ n, was }) => Math.max(n, was ?? 0)));
  const width = (n: number): number => Math.round((n * 100) / most);
  const zone = await networkZone(ctx.db);
  const change = (percent: number | null): string =>
    percent === null ? '–' : `${percent > 0 ? '+' : percent < 0 ? '−' : ''}${Math.abs(percent)}%`;
  const address = askedInAddress(asked);
  return {
    byLabel: report.byLabel,
    unit: UNITS[report.unit](),
    where: report.library ?? m.reports_all_yours(),
    period: report.period ? days(report.period) : null,
    before: report.before ? days(report.before) : null,
    isCompared: report.before !== null,
    withoutBefore: report.withoutBefore,
    isDrawn: report.rows.length > 0 && report.rows.length <= BARS,
    rows: report.rows.map((row, at) => ({
      at,
      label: row.label,
      n: said(row.n),
      was: row.was === null ? '–' : said(row.was),
      change: change(row.change),
      width: width(row.n),
      wasWidth: width(row.was ?? 0),
      href:
        row.bibId === null
          ? row.within !== null && deeper
            ? localizeHref(`${deeper(row.within)}&${address.toString()}`)
            : null
          : localizeHref(`/staf/katalog/${row.bibId}`),
    })),
    total: report.total === null ? null : said(report.total),
    totalBefore: report.totalBefore === null ? '–' : said(report.totalBefore),
    totalChange: change(report.totalChange),
    without: report.without,
    since: report.since === null ? null : formatDate(report.since, locale),
    isLate: report.since !== null && report.period !== null && report.since > (report.before ?? report.period).from,
    counted:
      report.countedAt === null || report.through === null
        ? null
        : m.reports_counted_at({
            through: formatDate(report.through, locale),
            at: formatInstant(report.countedAt, zone, locale),
          }),
    corrected: report.corrected.map(({ day, was, became }) => ({
      day: formatDate(day, locale),
      was: said(was),
      became: said(became),
    })),
  };
}
export type ReportView = Awaited<ReturnType<typeof reportView>>;
