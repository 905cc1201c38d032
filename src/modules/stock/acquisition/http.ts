import type { ApiModule } from '#platform/http';
import { donationRoutes } from './http-donations.ts';
import { budgetRoutes, orderRoutes } from './http-orders.ts';
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
