export { startStocktake } from './start-stocktake.ts';
export { listScans, markMoved, recordScans, undoScan } from './record-scans.ts';
export { cancelStocktake, finishShelf } from './end-stocktake.ts';
export { approveStocktake, undoResult } from './approve-stocktake.ts';
export { getStocktake, listResults, listStocktakeCopies, listStocktakes } from './view-stocktakes.ts';
export { notFoundPdf, stocktakeMinutesPdf } from './stocktake-files.ts';
export {
  bringStocktake,
  bringStocktakeCopies,
  copiesListedIn,
  takeBackStocktakes,
  type BroughtStocktake,
} from './bring-stocktakes.ts';
export { readShelf } from './read-shelf.ts';
export { stocktakeErrors } from './errors.ts';
export { startWeeding } from './start-weeding.ts';
export { cancelWeeding, decideWeeding, undoWeeded, withdrawWeeded } from './withdraw-weeded.ts';
export { getWeeding, listWeedingCopies, listWeedings, weedingMinutesPdf } from './view-weedings.ts';
export { accessionRegister, registerPdf } from './accession-register.ts';
export { askRegisterSheet, askStocktakeSheet } from './ask-sheets.ts';
