import type { ApiModule } from '#platform/http';
import { historyApi } from './http-history.ts';
import { listsApi } from './http-lists.ts';
import { reviewsApi } from './http-reviews.ts';

/** Its routes. */
export const api: readonly ApiModule[] = [historyApi, listsApi, reviewsApi];
