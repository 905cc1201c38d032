import type { ApiModule } from '#platform/requests/http';
import { placementRoutes } from './placements/http-placements.ts';
import { questionnaireRoutes } from './http-questionnaires.ts';
import { responseRoutes } from './answers/http-responses.ts';

/** Questionnaires, where they are asked, and what was answered. */
const questionnairesApi: ApiModule = (api, { storage }) => {
  questionnaireRoutes(api);
  placementRoutes(api);
  responseRoutes(api, storage);
};

/** Its routes. */
export const api: readonly ApiModule[] = [questionnairesApi];
