import type { AskedKind } from '#platform/background/heavy';
import { ANALYSIS_TABLE, analysisTableAsked } from './ask-analysis-table.ts';
import { exportAnalysis } from './export-analysis.ts';

/** The other end of `askAnalysisTable`, in the worker. */
const analysisTable: AskedKind = {
  kind: ANALYSIS_TABLE,
  async run(ctx, input) {
    const { query, format } = analysisTableAsked.parse(input);
    return exportAnalysis(ctx, query, format);
  },
};

/** What people ask the worker for. */
export const asked: readonly AskedKind[] = [analysisTable];
