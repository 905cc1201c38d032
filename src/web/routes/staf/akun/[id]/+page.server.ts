import { redirect, type RequestEvent } from '@sveltejs/kit';
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
import type { PageAccess } from '#platform/access';
import { canAnywhere } from '#platform/authorize';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import {
  asLibraryId,
  asLocale,
  asVersion,
  libraryOptions,
  placeName,
  roleName,
} from '#web/features/identity/identity-views.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
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

/** Every form of the page does one thing, says so, and shows the account as it then is. */
async function act(
  { request, locals, cookies, params }: RequestEvent,
  said: () => string,
  work: (id: number, values: Record<string, string>) => Promise<unknown>,
) {
  const values = formValues(await request.formData());
  try {
    await work(idOf(params.id ?? ''), values);
  } catch (error) {
    // a password is never sent back to the page
    const shown = Object.fromEntries(Object.entries(values).filter(([name]) => name !== 'password'));
    return refuseForm(error, locals.ctx, shown);
  }
  setFlash(cookies, 'ok', said());
  return redirect(303, localizeHref(`/staf/akun/${params.id}`));
}

export const actions: Actions = {
  simpan: async (event) =>
    act(event, m.identity_account_saved, async (id, values) =>
      updateAccount(event.locals.ctx, {
        id,
        version: asVersion(values.version),
        fullName: values.fullName ?? '',
        email: values.email ?? null,
        locale: asLocale(values.locale),
        homeLibraryId: asLibraryId(values.homeLibraryId),
      }),
    ),
  beri: async (event) =>
    act(event, m.identity_role_granted, async (accountId, values) =>
      grantRole(event.locals.ctx, { accountId, role: values.role ?? '', libraryId: asLibraryId(values.libraryId) }),
    ),
  cabut: async (event) =>
    act(event, m.identity_role_revoked, async (accountId, values) =>
      revokeRole(event.locals.ctx, { accountId, grantId: idIn(values, 'grantId') }),
    ),
  sandi: async (event) =>
    act(event, m.identity_password_set, async (accountId, values) =>
      setPassword(event.locals.ctx, { accountId, password: values.password ?? '' }),
    ),
  tutup: async (event) =>
    act(event, m.identity_account_disabled, async (id, values) =>
      disableAccount(event.locals.ctx, { id, version: asVersion(values.version) }),
    ),
  buka: async (event) =>
    act(event, m.identity_account_enabled, async (id, values) =>
      enableAccount(event.locals.ctx, { id, version: asVersion(values.version) }),
    ),
  token: async (event) =>
    act(event, m.identity_token_revoked, async (_id, values) =>
      revokeToken(event.locals.ctx, { id: idIn(values, 'tokenId') }),
    ),
};
