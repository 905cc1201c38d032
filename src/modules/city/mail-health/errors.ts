import { defineErrors } from '#platform/errors';

/** Refusals of the health of letters; sentences are `error_mail_health_*` in the messages. */
export const mailHealthErrors = defineErrors('mail_health', {
  /** The address from which mails are sent is one of this machine or house: nothing can be published for it. */
  noDomain: 409,
  /** A key waits for its record already. */
  keyWaits: 409,
});
