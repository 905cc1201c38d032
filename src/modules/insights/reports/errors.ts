import { defineErrors } from '#platform/errors';

/** Refusals of reports; sentences are `error_reports_*` in the messages. */
export const reportErrors = defineErrors('reports', {
  notFound: 404,
  /** By this the figure is not split. Params: `by`. */
  byUnknown: 422,
  /** So many are kept already. Params: `most`. */
  tooMany: 409,
  nameTaken: 409,
});
