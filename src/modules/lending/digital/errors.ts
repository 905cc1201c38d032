import { defineErrors } from '#platform/errors';

/** Refusals of digital reading; the sentences are `error_digital_*` in the messages. */
export const digitalErrors = defineErrors('digital', {
  /** The file is damaged, or is not what its first bytes say. */
  unreadable: 422,
  /** An EPUB whose text is locked by rights management. */
  locked: 422,
  partNotFound: 404,
  /** A licensed file that the reader has not borrowed, or whose loan is over. */
  notBorrowed: 403,
  /** The file is not lent, or has no terms yet. */
  notLicensed: 409,
  memberBlocked: 409,
  /** Params: `limit`. */
  tooMany: 409,
  loanNotFound: 404,
  requestNotFound: 404,
  /** The address of a licensed file is of another session, or too old. */
  addressOver: 403,
});
