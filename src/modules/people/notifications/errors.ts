import { defineErrors } from '#platform/errors';

export const noticeErrors = defineErrors('notices', {
  deliveryNotFound: 404,
  /** The delivery has moved on, or was never in a state in which this can be decided. */
  notPossible: 409,
  /** A text holds placeholders that nobody can fill (`names`). */
  unknownPlaceholder: 422,
  /** A text lacks the placeholder without which it says nothing (`name`). */
  placeholderMissing: 422,
  /** A push subscription at an address that is none of the known push services. */
  foreignPushService: 422,
  linkNotValid: 404,
  channelNotOpen: 409,
  /** What is needed to reach the carrier is not set yet. */
  channelIncomplete: 409,
});
