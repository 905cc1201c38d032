import { defineErrors } from '#platform/errors';

/** Refusals of serials; sentences are `error_serials_*` in the messages. */
export const serialErrors = defineErrors('serials', {
  subscriptionNotFound: 404,
  issueNotFound: 404,
  bibUnknown: 404,
  /** The subscription has ended. */
  ended: 409,
  /** It is here, bound, or given up already: somebody was faster. */
  issueSettled: 409,
  /** Not received, so there is nothing to undo or to bind. */
  issueNotReceived: 409,
  /** At least two copies are bound into one volume. */
  tooFewToBind: 409,
  /** Only what is late is claimed. */
  nothingLate: 409,
});
