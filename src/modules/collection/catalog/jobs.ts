import type { AskedKind } from '#platform/background/heavy';
import { CATALOG_EXPORT, exportAsked } from './bibs/ask-export.ts';
import { exportRecords } from './bibs/export-records.ts';

export { exportRecords };

/** The other end of `askExport`, in the worker. */
const catalogExport: AskedKind = {
  kind: CATALOG_EXPORT,
  run: async (ctx, input, _services, { progress }) => exportRecords(ctx, { ...exportAsked.parse(input), progress }),
};

/** What people ask the worker for. */
export const asked: readonly AskedKind[] = [catalogExport];
