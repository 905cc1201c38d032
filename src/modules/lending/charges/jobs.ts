import type { AskedKind } from '#platform/background/heavy';
import { CASH_TABLE, cashTableAsked } from './cash/ask-cash-table.ts';
import { exportCashDay } from './cash/export-cash-day.ts';

/** The other end of `askCashTable`, in the worker. */
export const cashTable: AskedKind = {
  kind: CASH_TABLE,
  async run(ctx, input) {
    const { libraryId, day, format } = cashTableAsked.parse(input);
    return exportCashDay(ctx, { libraryId, ...(day !== undefined && { day }) }, format);
  },
};

/** What people ask the worker for. */
export const asked: readonly AskedKind[] = [cashTable];
