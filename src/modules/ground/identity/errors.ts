import { defineErrors } from '#platform/errors';

/** Refusals of the module identity; the sentences are `error_identity_…`. */
export const identityErrors = defineErrors('identity', {
  /** The same for an unknown name, a wrong password and a disabled account. */
  wrongSignIn: 401,
  /** params: minutes */
  locked: 429,
  wrongPassword: 422,
  lastAdministrator: 409,
  /** Nobody hands out, or takes over, more than they hold themselves. */
  moreThanOwn: 403,
  builtinRole: 409,
  roleInUse: 409,
  crossSite: 403,
  setupDone: 404,
  wrongSetupCode: 401,
});
