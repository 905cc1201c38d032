import { defineErrors } from '#platform/errors';

export const memberErrors = defineErrors('members', {
  notFound: 404,
  numberTaken: 409,
  nikTaken: 409,
  noNik: 404,
  consentNotAsked: 422,
  registrationGone: 410,
  registrationNotFound: 404,
  registrationDecided: 409,
  guardianNotConfirmed: 422,
  codeWrong: 422,
  codeOver: 422,
  guardianMustConsent: 403,
  maybeDuplicate: 409,
  withdrawn: 409,
  blockNotFound: 404,
  categoryNotFound: 404,
  categoryCodeTaken: 409,
  wrongSignIn: 401,
  locked: 429,
  wrongPin: 422,
});
