export { makeBatch } from './make-batch.ts';
export { batchPdf, batchPicture, type PrintServices } from './print-batch.ts';
export { previewLayout } from './preview-layout.ts';
export { getLayout, saveLayout } from './layouts.ts';
export { getBatch, listBatches, markPrinted } from './view-batches.ts';
export { printingErrors } from './errors.ts';
export { MAX_LABELS, type BatchInput } from './schema.ts';
