import { defineErrors } from '#platform/errors';

/** Refusals of analyses; sentences are `error_analyses_*` in the messages. */
export const analysisErrors = defineErrors('analyses', {
  notFound: 404,
  /** What others did is told only to whoever may read the trail. */
  accountHidden: 403,
});
