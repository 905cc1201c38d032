import type { ApiModule } from '#platform/requests/http';
import { keptRoutes } from './http-kept.ts';
import { linkRoutes } from './http-links.ts';
import { mailRoutes } from './http-mails.ts';
import { reportRoutes } from './http-reports.ts';

const reportsApi: ApiModule = (api, { heavy }) => {
  reportRoutes(api, heavy);
  keptRoutes(api);
  linkRoutes(api);
  mailRoutes(api);
};

/** Its routes. */
export const api: readonly ApiModule[] = [reportsApi];
