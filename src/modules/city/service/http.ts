import type { ApiModule } from '#platform/requests/http';
import { careRoutes } from './desk/http-care.ts';
import { deskRoutes } from './desk/http-desk.ts';
import { workRoutes } from './desk/http-work.ts';
import { peopleRoutes } from './people/http-people.ts';

/** What people send to the library, and how it is answered. */
const serviceApi: ApiModule = (api, services) => {
  peopleRoutes(api, services);
  deskRoutes(api, services);
  workRoutes(api);
  careRoutes(api);
};

/** Its routes. */
export const api: readonly ApiModule[] = [serviceApi];
