import type { ApiModule } from '#platform/http';
import { boardRoutes } from './http-boards.ts';
import { evidenceRoutes } from './http-evidence.ts';
import { planRoutes } from './http-plans.ts';
import { proposalRoutes } from './http-proposals.ts';

/** Boards of ideas, what becomes of the ideas, and programmes that people propose. */
const ideasApi: ApiModule = (api, services) => {
  boardRoutes(api);
  planRoutes(api);
  evidenceRoutes(api, services.storage);
  proposalRoutes(api, services);
};

/** Its routes. */
export const api: readonly ApiModule[] = [ideasApi];
