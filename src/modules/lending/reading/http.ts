import type { ApiModule } from '#platform/requests/http';
import { historyApi } from './http-history.ts';
import { listsApi } from './lists/http-lists.ts';
import { reviewsApi } from './reviews/http-reviews.ts';

/** Its routes. */
export const api: readonly ApiModule[] = [historyApi, listsApi, reviewsApi];
