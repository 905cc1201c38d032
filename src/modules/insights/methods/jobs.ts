import type { AskedKind } from '#platform/background/heavy';
import { PACK_TABLE, packTableAsked } from './ask-table.ts';
import { exportPack } from './export-pack.ts';

/** The other end of `askPackTable`, in the worker. */
const packTable: AskedKind = {
  kind: PACK_TABLE,
  async run(ctx, input) {
    return exportPack(ctx, packTableAsked.parse(input));
  },
};

/** What people ask the worker for. */
export const asked: readonly AskedKind[] = [packTable];
