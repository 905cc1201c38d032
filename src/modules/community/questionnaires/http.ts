import type { ApiModule } from '#platform/http';
import { placementRoutes } from './http-placements.ts';
import { questionnaireRoutes } from './http-questionnaires.ts';
import { responseRoutes } from './http-responses.ts';

/** Questionnaires, where they are asked, and what was answered. */
const questionnairesApi: ApiModule = (api, { storage }) => {
  questionnaireRoutes(api);
  placementRoutes(api);
  responseRoutes(api, storage);
};

/** Its routes. */
export const api: readonly ApiModule[] = [questionnairesApi];
