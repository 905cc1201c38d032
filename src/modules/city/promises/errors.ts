import { defineErrors } from '#platform/errors';

/** Refusals of promises; sentences are `error_promises_*` in the messages. */
export const promiseErrors = defineErrors('promises', {
  /** There is no such standard, or none of it is published. */
  standardNotFound: 404,
  /** Nothing is being written that could be published. */
  noDraft: 409,
  /** Of some components nothing is said. Params: `count`; fields: those. */
  incomplete: 422,
  /** There is no such measure, or it asks for how long it may take. */
  measureUnknown: 422,
  /** Signed on a day that is still to come. */
  signedAhead: 422,
  /** It is offered, or it is not. */
  stateForbids: 409,
  remarkNotFound: 404,
  /** A review was written down for that day already. */
  reviewThere: 409,
});
