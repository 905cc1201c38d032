import { factSources } from '#platform/facts';
import type { Ctx } from '#platform/context';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { reportErrors } from './errors.ts';
import { reportWords } from './report-words.ts';
import { REPORT_GROUPS, REPORTS, type ReportDefinition, type ReportGroup } from './rules/report-list.ts';
import { splitsOf } from './make-report.ts';

/** A report that is there from the beginning, with its name in the reader's language. */
export interface ListedReport extends ReportDefinition {
  title: string;
}

const isCounted = ({ kind, by }: ReportDefinition): boolean => {
  const source = factSources().find((one) => one.kind === kind);
  return source !== undefined && splitsOf(source).includes(by);
};

async function named(ctx: Ctx, report: ReportDefinition): Promise<ListedReport> {
  const words = await reportWords(ctx, report.kind, '');
  const label =
    factSources()
      .find(({ kind }) => kind === report.kind)
      ?.label({}, { locale: ctx.locale }) ?? report.kind;
  return { ...report, title: `${label} · ${words.by(report.by)}` };
}

/** The reports that are there from the beginning, by group. Needs `reports.read`. */
export async function listReports(ctx: Ctx): Promise<{ group: ReportGroup; reports: ListedReport[] }[]> {
  authorizeAnywhere(ctx, 'reports.read');
  const groups = await Promise.all(
    REPORT_GROUPS.map(async (group) => ({
      group,
      reports: await Promise.all(
        REPORTS.filter((one) => one.group === group && isCounted(one)).map(async (one) => named(ctx, one)),
      ),
    })),
  );
  return groups.filter(({ reports }) => reports.length > 0);
}

/** One of them by its key. Needs `reports.read`. Refuses `reports.not_found`. */
export async function getReport(ctx: Ctx, key: string): Promise<ListedReport> {
  authorizeAnywhere(ctx, 'reports.read');
  const report = REPORTS.find((one) => one.key === key && isCounted(one));
  if (!report) throw reportErrors.notFound();
  return named(ctx, report);
}

/** What somebody can put together: each kind with its splits, in the reader's language. Needs `reports.read`. */
export async function listBuildable(
  ctx: Ctx,
): Promise<{ kind: string; label: string; splits: { by: string; label: string }[] }[]> {
  authorizeAnywhere(ctx, 'reports.read');
  const words = await reportWords(ctx, '', '');
  return factSources().map((source) => ({
    kind: source.kind,
    label: source.label({}, { locale: ctx.locale }),
    splits: splitsOf(source).map((by) => ({ by, label: words.by(by) })),
  }));
}
