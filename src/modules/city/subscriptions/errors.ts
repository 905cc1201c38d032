import { defineErrors } from '#platform/errors';

/** Refusals of letters and who wants them; sentences are `error_subscriptions_*` in the messages. */
export const subscriptionErrors = defineErrors('subscriptions', {
  topicNotFound: 404,
  /** Another topic has that name. */
  topicTwice: 409,
  /** Params: `most`. */
  tooManyTopics: 409,
  /** There is no such request; it was never made, or went unconfirmed. */
  requestNotFound: 404,
  /** The link to confirm held for two days. */
  requestOver: 410,
  /** It was confirmed already: nothing is sent again. */
  requestConfirmed: 409,
  /** No link of ours, or whoever it was has had their data deleted. */
  linkNotFound: 404,
  subscriberNotFound: 404,
  /** They stopped already. */
  alreadyStopped: 409,
  /** The member's record has no e-mail address. */
  noAddress: 409,
  /** There is no telephone number on it to which WhatsApp can write. */
  noPhone: 409,
});
