import type { ApiModule } from '#platform/http';
import { boardRoutes } from './http-boards.ts';
import { planRoutes } from './http-plans.ts';

/** Boards of ideas, and what becomes of the ideas. */
export const ideasApi: ApiModule = (api) => {
  boardRoutes(api);
  planRoutes(api);
};
