import type { ApiModule } from '#platform/requests/http';
import { pledgeRoutes } from './http-pledges.ts';
import { remarkRoutes } from './http-remarks.ts';
import { standardRoutes } from './http-standards.ts';

/** What the library promises, how it keeps it, and what people say of that. */
const promisesApi: ApiModule = (api, services) => {
  pledgeRoutes(api);
  standardRoutes(api);
  remarkRoutes(api, services);
};

/** Its routes. */
export const api: readonly ApiModule[] = [promisesApi];
