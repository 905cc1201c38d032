import type { ApiModule } from '#platform/requests/http';
import { accountRoutes } from './http/accounts.ts';
import { roleRoutes } from './http/roles.ts';
import { sessionRoutes } from './http/sessions.ts';

/** Staff accounts, roles, one's own sessions, API tokens. */
const identityApi: ApiModule = (api, services) => {
  accountRoutes(api);
  roleRoutes(api, services);
  sessionRoutes(api, services);
};

/** Its routes. */
export const api: readonly ApiModule[] = [identityApi];
