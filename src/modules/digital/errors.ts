import { defineErrors } from '#platform/errors';

/** Refusals of digital reading; the sentences are `error_digital_*` in the messages. */
export const digitalErrors = defineErrors('digital', {
  /** The file is damaged, or is not what its first bytes say. */
  unreadable: 422,
  /** An EPUB whose text is locked by rights management. */
  locked: 422,
  partNotFound: 404,
});
