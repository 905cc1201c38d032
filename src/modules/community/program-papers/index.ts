export { paperErrors } from './errors.ts';
export type { PaperInput } from './schema.ts';
export { getPaper, missingHeads } from './view-paper.ts';
export { savePaper } from './save-paper.ts';
export { paperPdf, speakerLetterPdf } from './print-paper.ts';
export { budgetCsv } from './export-budget.ts';
export { addPhoto } from './add-photo.ts';
export { changePhotoCaption, movePhoto, removePhoto } from './edit-photos.ts';
export { listPhotos, openPhoto, whoIsToBeAsked } from './view-photos.ts';
