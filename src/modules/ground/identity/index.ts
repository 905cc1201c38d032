export { decoyHash, hashSecret, hashToken, newToken, verifySecret } from './secrets.ts';
export { passwordProblem } from './rules/password-rules.ts';
export { accountActor, resolveActor, type Credentials, type ResolvedActor } from './resolve-actor.ts';
export { identityErrors } from './errors.ts';
export { ADMINISTRATOR, BUILTIN_ROLES, builtinRoles } from './rules/builtin-roles.ts';
export { LOCK_AFTER_FAILURES, LOCK_MINUTES, afterFailure, minutesLocked } from './rules/lock-out.ts';
export { ensureBuiltinRoles } from './ensure-builtin-roles.ts';
export type { Account } from './account-view.ts';
export { addAccount, createAccount, readyAccount, type CreateAccount, type ReadyAccount } from './create-account.ts';
export { updateAccount, type UpdateAccount } from './update-account.ts';
export { disableAccount, enableAccount, type ChangeStatus } from './change-account-status.ts';
export { setPassword } from './set-password.ts';
export { changeOwnPassword } from './change-own-password.ts';
export { updateOwnProfile } from './update-own-profile.ts';
export { getAccount, listAccounts, type ListAccounts } from './list-accounts.ts';
export { getOwnAccount } from './get-own-account.ts';
export { grantRole, type GrantRole } from './grant-role.ts';
export { revokeRole } from './revoke-role.ts';
export { createRole, deleteRole, getRole, listRoles, updateRole, type RoleInput } from './manage-roles.ts';
export { signInStaff, type SignedIn, type SignIn } from './sign-in-staff.ts';
export { createMemberSession, type StartedSession, type Visitor } from './start-session.ts';
export { listSessions, type OwnSession } from './list-sessions.ts';
export { endMemberSessions, revokeSession, signOut, signOutEverywhere } from './sign-out.ts';
export {
  dropKeptForm,
  forgetKeptForms,
  hasLapsed,
  keepForm,
  KEPT_FORM_SECONDS,
  keptForm,
  type KeptForm,
} from './keep-form.ts';
export { createApiToken, type CreateToken } from './create-api-token.ts';
export { listTokens, revokeToken } from './revoke-token.ts';
export { kindOfNetwork } from './sample-network.ts';
export { issueSetupCode, setupNeeded } from './setup-code.ts';
export { completeSetup, type CompleteSetup } from './complete-setup.ts';
