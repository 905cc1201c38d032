import { defineErrors } from '#platform/errors';

/** Refusals of channels; sentences are `error_channels_*` in the messages. */
export const channelErrors = defineErrors('channels', {
  notFound: 404,
  /** It was put away. */
  archived: 409,
  /** Not everything is set that is needed to speak there. */
  incomplete: 409,
  /** Nobody speaks there by a program. */
  byHand: 409,
});
