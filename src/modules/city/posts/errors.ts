import { defineErrors } from '#platform/errors';

/** Refusals of posts; sentences are `error_posts_*` in the messages. */
export const postErrors = defineErrors('posts', {
  notFound: 404,
  deliveryNotFound: 404,
  /** Where it stands, this cannot be done. Params: `state`. */
  stateForbids: 409,
  /** Something of it went out, or may have. */
  isOut: 409,
  /** A channel does not take it as it is, or none is chosen. Params: `count`, `channels`. */
  notReady: 422,
  /** The network asks for a second person. */
  ownApproval: 409,
  /** The network asks for a second person, who would not have read these words. */
  unreadWords: 409,
  /** The hour is past. */
  hourPast: 422,
  /** What it is about was called off or is gone. */
  subjectGone: 409,
  /** That account is none of the library, or was there twice. */
  accountNotFound: 422,
  /** The channel lets nothing be changed there, taken back there. */
  cannotEdit: 409,
  cannotRemove: 409,
  /** The channel did not do it. Params: `why`. */
  channelRefused: 409,
  /** Another process is sending it just now. */
  isSending: 409,
});
