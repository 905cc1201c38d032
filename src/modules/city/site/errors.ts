import { defineErrors } from '#platform/errors';

/** Refusals of the site; sentences are `error_site_*` in the messages. */
export const siteErrors = defineErrors('site', {
  /** There is none, or it is not for everybody yet. */
  pageNotFound: 404,
  /** It was for everybody and is no more. */
  pageGone: 410,
  /** What is asked cannot be done in its state. Params: `state`. */
  stateForbids: 409,
  /** Somebody else is to read it before it is published. */
  ownApproval: 403,
  /** Another page has or had that address. */
  slugTaken: 409,
  /** What must be right before it is published is not. Params: `count`. */
  checksFailed: 422,
  /** There is no such topic. */
  topicUnknown: 422,
  /** A topic has news. */
  topicUsed: 409,
  /** There is no such picture. */
  pictureUnknown: 422,
  /** There is no such file, or it is of another kind. */
  fileUnknown: 422,
  /** There is no such banner. */
  bannerNotFound: 404,
});
