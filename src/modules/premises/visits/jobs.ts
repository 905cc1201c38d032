import type { AskedKind } from '#platform/background/heavy';
import { FIGURES_TABLE, figuresTableAsked } from './ask-figures-table.ts';
import { exportVisitFigures } from './export-figures.ts';

/** The other end of `askFiguresTable`, in the worker. */
const figuresTable: AskedKind = {
  kind: FIGURES_TABLE,
  async run(ctx, input) {
    const { query, format } = figuresTableAsked.parse(input);
    return exportVisitFigures(ctx, query, format);
  },
};

/** What people ask the worker for. */
export const asked: readonly AskedKind[] = [figuresTable];
