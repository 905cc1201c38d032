import { defineErrors } from '#platform/errors';

/** Refusals of certificates; sentences are `error_certificates_*` in the messages. */
export const certificateErrors = defineErrors('certificates', {
  notFound: 404,
  /** The programme has not ended yet. */
  tooEarly: 409,
  /** Nobody signs. */
  noSignatory: 409,
  /** Of those chosen, nobody can get one (any more). */
  nobody: 409,
  alreadyRevoked: 409,
  /** It holds: nobody gets a second one. */
  notRevoked: 409,
});
