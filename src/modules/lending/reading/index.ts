export type {
  BibVoices,
  ListVisibility,
  OwnReview,
  PickedList,
  QueuedReview,
  ReadingList,
  SharedList,
  ShownReview,
} from './client.ts';
export { getDisplayName, setDisplayName } from './reviews/display-name.ts';
export { createList } from './lists/create-list.ts';
export { updateList } from './lists/update-list.ts';
export { deleteList, restoreList } from './lists/delete-list.ts';
export { listPickedLists, mayPick, pickList, unpickList } from './lists/pick-list.ts';
export { changeEntry, removeEntry, saveToList, type SaveToList } from './lists/list-entries.ts';
export {
  getOwnList,
  getSharedList,
  listOwnLists,
  listPublicLists,
  listsWithBib,
  type ShownEntry,
} from './lists/view-lists.ts';
export { removeReview, saveReview } from './reviews/save-review.ts';
export { approveReview, refuseReview, reopenReview } from './reviews/decide-review.ts';
export { listReports, reportList, reportReview, settleReport } from './reviews/report-content.ts';
export {
  decidedReviews,
  getOwnReview,
  listOwnReviews,
  listReviews,
  reviewQueue,
  voicesOf,
} from './reviews/view-reviews.ts';
export { historyChoice, startHistory, stopHistory } from './keep-history.ts';
export { exportHistory, listHistory, readThisYear, removeFromHistory } from './view-history.ts';
