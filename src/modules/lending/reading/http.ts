export { historyApi } from './http-history.ts';
export { listsApi } from './http-lists.ts';
export { reviewsApi } from './http-reviews.ts';
