import { defineErrors } from '#platform/errors';

/** Refusals of mailings; sentences are `error_mailings_*` in the messages. */
export const mailingErrors = defineErrors('mailings', {
  notFound: 404,
  /** Its state does not allow it: it is over, or not on its way. */
  notPossible: 409,
  /** Its address was taken out by now. */
  addressGone: 409,
  /** A text says nowhere how one unsubscribes. */
  noWayOut: 422,
});
