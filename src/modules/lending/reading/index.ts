export type {
  BibVoices,
  ListVisibility,
  OwnReview,
  QueuedReview,
  ReadingList,
  SharedList,
  ShownReview,
} from './client.ts';
export { getDisplayName, setDisplayName } from './display-name.ts';
export { createList } from './create-list.ts';
export { updateList } from './update-list.ts';
export { deleteList, restoreList } from './delete-list.ts';
export { changeEntry, removeEntry, saveToList, type SaveToList } from './list-entries.ts';
export {
  getOwnList,
  getSharedList,
  listOwnLists,
  listPublicLists,
  listsWithBib,
  type ShownEntry,
} from './view-lists.ts';
export { removeReview, saveReview } from './save-review.ts';
export { approveReview, refuseReview, reopenReview } from './decide-review.ts';
export { listReports, reportList, reportReview, settleReport } from './report-content.ts';
export { decidedReviews, getOwnReview, listOwnReviews, listReviews, reviewQueue, voicesOf } from './view-reviews.ts';
export { historyChoice, startHistory, stopHistory } from './keep-history.ts';
export { exportHistory, listHistory, readThisYear, removeFromHistory } from './view-history.ts';
