export {
  decoyHash,
  hashSecret,
  hashToken,
  isOldHash,
  keepOldHash,
  newToken,
  opensOnce,
  SESSION_PREFIX,
  verifySecret,
} from './secrets.ts';
export { readOldHash } from './rules/old-hash.ts';
export { passwordProblem } from './rules/password-rules.ts';
export { accountActor, resolveActor } from './sign-in/resolve-actor.ts';
export { identityErrors } from './errors.ts';
export { minutesLocked } from './rules/lock-out.ts';
export { ensureBuiltinRoles } from './roles/ensure-builtin-roles.ts';
export { bringAccounts, takeBackAccounts } from './accounts/bring-accounts.ts';
export { createAccount } from './accounts/create-account.ts';
export { addEducator, grantEducator, readyEducator } from './accounts/welcome-educator.ts';
export { updateAccount } from './accounts/update-account.ts';
export { disableAccount, enableAccount } from './accounts/change-account-status.ts';
export { setPassword } from './accounts/set-password.ts';
export { changeOwnPassword } from './accounts/change-own-password.ts';
export { updateOwnProfile } from './accounts/update-own-profile.ts';
export { getAccount, listAccounts } from './accounts/list-accounts.ts';
export { countStaff, holdersOf, staffAt, staffWho, staffWhoAt, type StaffAddress } from './data/staff.queries.ts';
export { getOwnAccount } from './accounts/get-own-account.ts';
export { grantRole } from './roles/grant-role.ts';
export { revokeRole } from './roles/revoke-role.ts';
export { createRole, deleteRole, getRole, listRoles, updateRole } from './roles/manage-roles.ts';
export { signInStaff } from './sign-in/sign-in-staff.ts';
export {
  createAccountSession,
  createMemberSession,
  type StartedSession,
  type Visitor,
} from './sign-in/start-session.ts';
export { listSessions } from './sign-in/list-sessions.ts';
export { endMemberSessions, revokeSession, signOut, signOutEverywhere } from './sign-in/sign-out.ts';
export {
  dropKeptForm,
  forgetKeptForms,
  hasLapsed,
  keepForm,
  KEPT_FORM_SECONDS,
  keptForm,
} from './sign-in/keep-form.ts';
export { createApiToken } from './sign-in/create-api-token.ts';
export { listTokens, revokeToken } from './sign-in/revoke-token.ts';
export { kindOfNetwork } from './sample-network.ts';
export { issueSetupCode, setupNeeded } from './setup-code.ts';
export { completeSetup } from './complete-setup.ts';
