export { makeBatch } from './make-batch.ts';
export { foreseeBatch } from './foresee-batch.ts';
export { batchPdf, batchPicture } from './print-batch.ts';
export { previewLayout } from './preview-layout.ts';
export { getLayout, saveLayout } from './layouts.ts';
export { linesFor } from './lines.ts';
export { getBatch, listBatches, markPrinted } from './view-batches.ts';
export { MAX_LABELS } from './schema.ts';
