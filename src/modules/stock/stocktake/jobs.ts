import type { AskedKind } from '#platform/background/heavy';
import { REGISTER_SHEET, registerSheetAsked, STOCKTAKE_SHEET, stocktakeSheetAsked } from './ask-sheets.ts';
import { registerSheet as writeRegister, stocktakeSheet as writeStocktake } from './sheets.ts';

/** The other end of `askRegisterSheet`, in the worker. */
export const registerSheet: AskedKind = {
  kind: REGISTER_SHEET,
  async run(ctx, input, _services, { progress }) {
    const { libraryId, period } = registerSheetAsked.parse(input);
    return writeRegister(ctx, libraryId, period, progress);
  },
};

/** The other end of `askStocktakeSheet`, in the worker. */
const stocktakeSheet: AskedKind = {
  kind: STOCKTAKE_SHEET,
  run: async (ctx, input, _services, { progress }) =>
    writeStocktake(ctx, stocktakeSheetAsked.parse(input).id, progress),
};

/** What people ask the worker for. */
export const asked: readonly AskedKind[] = [registerSheet, stocktakeSheet];
