import { defineErrors } from '#platform/errors';

/** Refusals of national figures; sentences are `error_methods_*` in the messages. */
export const methodErrors = defineErrors('methods', {
  packNotFound: 404,
  /** The pack asks for no such value, or one that is a constant of its source. */
  inputNotFound: 404,
  reportNotFound: 404,
  /** The link is not known, was used, taken back, or has expired: all the same to whoever opens it. */
  linkOver: 410,
  /** A question for the same value waits for its answer already. */
  askedAlready: 409,
  /** Days far from their usual have no word of what happened, and nobody said that it is kept all the same. Params: `count`. */
  daysWithoutWord: 409,
});
