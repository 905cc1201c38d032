import type { HeavyFile } from '#platform/background/heavy';
import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import { tableFile } from '#platform/papers/table-file';
import { m } from '#i18n/messages';
import { formatInstant } from '#shared/dates';
import { networkZone } from '#modules/ground/libraries';
import { makeReport, type Report } from './make-report.ts';
import { reportPdf } from './report-pdf.ts';
import type { Period } from './rules/compared-period.ts';
import type { ReportFormat } from './rules/report-formats.ts';
import { saidDays } from './say-report.ts';
import type { ReportQuery } from './schema.ts';

/**
 * A report as a table that can be counted with (whole numbers, then where they come from) or as a paper. The worker writes it
 * (ask-report-table.ts). Needs what {@link makeReport} needs.
 */
export async function exportReport(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  query: ReportQuery,
  format: ReportFormat,
): Promise<HeavyFile> {
  const report = await makeReport(ctx, query);
  const name = `laporan-${query.kind}-${query.by}-${query.from}-${query.to}`;
  if (format === 'pdf') return reportPdf(ctx, config, name, report);
  return tableFile(name, format, tableOf(ctx, report, await networkZone(ctx.db)));
}

function tableOf(ctx: Ctx, report: Report, zone: string): (string | number)[][] {
  const said = { locale: ctx.locale };
  const days = (period: Period): string => saidDays(period, ctx.locale);
  const { before, period } = report;
  const counted = report.countedAt;
  return [
    [report.byLabel, period ? days(period) : m.reports_no_month({}, said), ...(before ? [days(before), '%'] : [])],
    ...report.rows.map((row) => [row.label, row.n, ...(before ? [row.was ?? '', row.change ?? ''] : [])]),
    [
      m.reports_total({}, said),
      report.total ?? '',
      ...(before ? [report.totalBefore ?? '', report.totalChange ?? ''] : []),
    ],
    [],
    [m.reports_what({}, said), report.label],
    [m.reports_where({}, said), report.library ?? m.reports_all_yours({}, said)],
    [m.reports_counted({}, said), counted ? formatInstant(counted, zone, ctx.locale) : m.reports_not_counted({}, said)],
    ...(report.without ? [[m.reports_without({}, said), report.without]] : []),
  ];
}
