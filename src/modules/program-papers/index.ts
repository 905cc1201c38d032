export { paperErrors } from './errors.ts';
export type { PaperInput } from './schema.ts';
export { getPaper, missingHeads } from './view-paper.ts';
export { savePaper, savePaperIn } from './save-paper.ts';
export { paperPdf, speakerLetterPdf } from './print-paper.ts';
export { budgetCsv } from './export-budget.ts';
