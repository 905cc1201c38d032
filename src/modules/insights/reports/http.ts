import type { ApiModule } from '#platform/requests/http';
import { keptRoutes } from './http-kept.ts';
import { reportRoutes } from './http-reports.ts';

const reportsApi: ApiModule = (api, { heavy }) => {
  reportRoutes(api, heavy);
  keptRoutes(api);
};

/** Its routes. */
export const api: readonly ApiModule[] = [reportsApi];
