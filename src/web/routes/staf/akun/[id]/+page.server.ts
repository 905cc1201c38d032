import {
  disableAccount,
  enableAccount,
  getAccount,
  grantRole,
  listRoles,
  listTokens,
  minutesLocked,
  revokeRole,
  revokeToken,
  setPassword,
  updateAccount,
} from '#modules/ground/identity';
import { listLibraries, zoneOf } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { canAnywhere } from '#platform/rights/authorize';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { asLocale, libraryOptions, placeName, roleName } from '#web/features/identity/identity-views.server.ts';
import { idIn, versionIn, idOrNull } from '#web/kit/form/read-fields.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'accounts.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const account = await getAccount(ctx, { id: idOf(params.id) });
  const [roles, libraries, zone] = [await listRoles(ctx), await listLibraries(ctx), await zoneOf(ctx)];
  const tokens = await listTokens(ctx, { accountId: account.id });
  const shown = (at: Date | null): string | null => at && formatInstant(at, zone, ctx.locale, 'medium');
  return {
    account: {
      id: account.id,
      version: account.version,
      username: account.username,
      fullName: account.fullName,
      email: account.email,
      locale: account.locale,
      homeLibraryId: account.homeLibraryId,
      active: account.status === 'active',
      lockedMinutes: minutesLocked(account.lockedUntil, ctx.clock.now()),
      lastSignIn: shown(account.lastSignInAt),
    },
    grants: account.grants.map((grant) => ({
      id: grant.id,
      name: roleName({ nameId: grant.roleNameId, nameEn: grant.roleNameEn }, ctx.locale),
      where: placeName(libraries, grant.libraryId),
    })),
    tokens: tokens.map((token) => ({
      id: token.id,
      name: token.name,
      scopes: token.scopes.join(' '),
      used: shown(token.lastUsedAt),
      expires: shown(token.expiresAt),
    })),
    roles: roles.map((role) => ({ value: role.code, label: roleName(role, ctx.locale) })),
    libraries: libraryOptions(libraries),
    mayReadAudit: canAnywhere(ctx.actor, 'audit.read'),
  };
};

export const actions: Actions = {
  save: formAction(async ({ ctx, params, values }) => {
    await updateAccount(ctx, {
      id: idOf(params.id),
      version: versionIn(values),
      fullName: values.fullName ?? '',
      email: values.email ?? null,
      locale: asLocale(values.locale),
      homeLibraryId: idOrNull(values, 'homeLibraryId'),
    });
    return m.identity_account_saved();
  }),
  grant: formAction(async ({ ctx, params, values }) => {
    const libraryId = idOrNull(values, 'libraryId');
    await grantRole(ctx, { accountId: idOf(params.id), role: values.role ?? '', libraryId });
    return m.identity_role_granted();
  }),
  revoke: formAction(async ({ ctx, params, values }) => {
    await revokeRole(ctx, { accountId: idOf(params.id), grantId: idIn(values, 'grantId') });
    return m.identity_role_revoked();
  }),
  password: formAction(async ({ ctx, params, values }) => {
    await setPassword(ctx, { accountId: idOf(params.id), password: values.password ?? '' });
    return m.identity_password_set();
  }),
  close: formAction(async ({ ctx, params, values }) => {
    await disableAccount(ctx, { id: idOf(params.id), version: versionIn(values) });
    return m.identity_account_disabled();
  }),
  open: formAction(async ({ ctx, params, values }) => {
    await enableAccount(ctx, { id: idOf(params.id), version: versionIn(values) });
    return m.identity_account_enabled();
  }),
  token: formAction(async ({ ctx, values }) => {
    await revokeToken(ctx, { id: idIn(values, 'tokenId') });
    return m.identity_token_revoked();
  }),
};
