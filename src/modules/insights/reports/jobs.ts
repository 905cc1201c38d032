import type { AskedKind } from '#platform/background/heavy';
import { REPORT_TABLE, reportTableAsked } from './ask-report-table.ts';
import { exportReport } from './export-report.ts';

/** The other end of `askReportTable`, in the worker. */
const reportTable: AskedKind = {
  kind: REPORT_TABLE,
  async run(ctx, input, { config }) {
    const { query, format } = reportTableAsked.parse(input);
    return exportReport(ctx, config, query, format);
  },
};

/** What people ask the worker for. */
export const asked: readonly AskedKind[] = [reportTable];
