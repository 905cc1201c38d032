import { sayReport, type Report } from '#modules/insights/reports';
import type { Ctx } from '#platform/context';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { askedInAddress, type ReportAsked } from './report-asked.server.ts';

/** So many bars are drawn; the table has all. */
const BARS = 31;

/** Where the rows of a report lead. */
export interface RowLinks {
  asked: ReportAsked;
  /** The address of what lies behind a row. */
  deeper: (within: string) => string;
}

/** What a page shows of a report; `links` null: its rows lead nowhere. */
export async function reportView(ctx: Ctx, report: Report, links: RowLinks | null) {
  const said = await sayReport(ctx, report);
  const address = links && askedInAddress(links.asked).toString();
  const hrefOf = ({ bibId, within }: Pick<Report['rows'][number], 'bibId' | 'within'>): string | null => {
    if (!links) return null;
    if (bibId !== null) return localizeHref(`/staf/katalog/${bibId}`);
    return within === null ? null : localizeHref(`${links.deeper(within)}&${address}`);
  };
  return {
    ...said,
    where: report.library ?? m.reports_all_yours(),
    isDrawn: report.rows.length > 0 && report.rows.length <= BARS,
    rows: said.rows.map((row, at) => ({ ...row, at, href: hrefOf(row) })),
  };
}
export type ReportView = Awaited<ReturnType<typeof reportView>>;
