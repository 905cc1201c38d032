import { defineErrors } from '#platform/errors';

/** Refusals of letters; sentences are `error_newsletters_*` in the messages. */
export const newsletterErrors = defineErrors('newsletters', {
  /** There is none, or it is not for everybody. */
  notFound: 404,
  /** What is asked cannot be done in its state. Params: `state`. */
  stateForbids: 409,
  /** Somebody else is to approve it. */
  ownApproval: 403,
  /** What must be right before it is sent is not. Params: `count`. */
  checksFailed: 422,
  /** Nobody is chosen to have it. */
  noTopics: 422,
  /** Too few are left of those who chose a topic by what they came to or borrow. Params: `least`. */
  groupTooSmall: 422,
  /** There is no such picture, or it is of another library. */
  pictureUnknown: 422,
  /** There is no such file, or it is of another library. */
  fileUnknown: 422,
  /** No mail server is set up. */
  noMail: 409,
  /** The account has no address of its own. */
  noAddress: 409,
  /** The mail server took the sample not. Params: `detail`. */
  sampleRefused: 502,
  /** By WhatsApp a letter is read in the archive. */
  whatsappNeedsArchive: 409,
  /** A letter to people by what they came to or borrow goes by e-mail alone. */
  whatsappNamesGroup: 409,
});
