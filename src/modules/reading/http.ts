export { listsApi } from './http-lists.ts';
export { reviewsApi } from './http-reviews.ts';
