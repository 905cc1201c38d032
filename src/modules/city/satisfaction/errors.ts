import { defineErrors } from '#platform/errors';

/** Refusals of satisfaction rounds; sentences are `error_satisfaction_*` in the messages. */
export const satisfactionErrors = defineErrors('satisfaction', {
  roundNotFound: 404,
  /** The state of the round does not permit it. Params: `state`. */
  stateForbids: 409,
  /** Another round of this service is open there. */
  otherOpen: 409,
  /** Its last day has passed. */
  ended: 409,
  /** No library takes part. */
  noPlace: 409,
  /** Params: `n`, `least`. */
  tooFew: 409,
  /** Users of this service are not counted, of the period before it is forgotten already who they were, or they are too few to be told. */
  notCounted: 422,
  followUpNotFound: 404,
  /** The three lowest elements are known when the round has closed. */
  followUpTooSoon: 409,
  /** What was done or stopped stays. */
  followUpEnded: 409,
  earlierNotFound: 404,
  /** A value of that day stands there. */
  earlierExists: 409,
});
