import type { ApiModule } from '#platform/requests/http';
import { boardRoutes } from './boards/http-boards.ts';
import { evidenceRoutes } from './plans/http-evidence.ts';
import { planRoutes } from './plans/http-plans.ts';
import { proposalRoutes } from './proposals/http-proposals.ts';

/** Boards of ideas, what becomes of the ideas, and programmes that people propose. */
const ideasApi: ApiModule = (api, services) => {
  boardRoutes(api);
  planRoutes(api);
  evidenceRoutes(api, services.storage);
  proposalRoutes(api, services);
};

/** Its routes. */
export const api: readonly ApiModule[] = [ideasApi];
