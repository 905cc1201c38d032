import { defineErrors } from '#platform/errors';

export const copyingErrors = defineErrors('copying', {
  sourceNotFound: 404,
  /** The list is as long as it may be: each of them is asked for every book. */
  tooManySources: 409,
  /** What was put together of several records is longer than one may be. */
  recordTooLong: 422,
});
