import type { ApiModule } from '#platform/requests/http';
import { donationRoutes } from './donations/http-donations.ts';
import { budgetRoutes, orderRoutes } from './orders/http-orders.ts';
import { suggestionRoutes } from './http-suggestions.ts';

/** What the library gets, and what its readers would like it to get. */
const acquisitionApi: ApiModule = (api, { config }) => {
  suggestionRoutes(api);
  budgetRoutes(api);
  orderRoutes(api, config);
  donationRoutes(api, config);
};

/** Its routes. */
export const api: readonly ApiModule[] = [acquisitionApi];
