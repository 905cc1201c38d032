export { askTable } from './ask-table.ts';
export { viewWork } from './view-work.ts';
export { cancelWork } from './cancel-work.ts';
export { listWork, type WorkLine } from './list-work.ts';
export { stopWork } from './stop-work.ts';
export { openResult } from './open-result.ts';
export { listTroubles } from './list-troubles.ts';
export { tryAgain } from './try-again.ts';
