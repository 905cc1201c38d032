import {
  changeOwnPassword,
  createApiToken,
  getOwnAccount,
  listSessions,
  listTokens,
  revokeSession,
  revokeToken,
  signOutEverywhere,
  updateOwnProfile,
} from '#modules/ground/identity';
import { listLibraries, zoneOf } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { platformErrors } from '#platform/errors';
import { endOfDay, formatInstant, isDay } from '#shared/dates';
import { m } from '#i18n/messages';
import { describeDevice } from '#web/features/identity/parts/describe-device.server.ts';
import { asLocale, placeName, roleName } from '#web/features/identity/identity-views.server.ts';
import { clearSessionCookie } from '#web/kit/frame/session.server.ts';
import { idIn, versionIn } from '#web/kit/form/read-fields.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'account';

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const account = await getOwnAccount(ctx);
  const [libraries, zone] = [await listLibraries(ctx), await zoneOf(ctx)];
  const [sessions, tokens] = [await listSessions(ctx), await listTokens(ctx)];
  const shown = (at: Date): string => formatInstant(at, zone, ctx.locale, 'medium');
  return {
    account: { username: account.username, email: account.email, locale: account.locale, version: account.version },
    fullName: account.fullName,
    roles: account.grants.map((grant) => ({
      id: grant.id,
      name: roleName({ nameId: grant.roleNameId, nameEn: grant.roleNameEn }, ctx.locale),
      where: placeName(libraries, grant.libraryId),
    })),
    sessions: sessions.map((session) => ({
      id: session.id,
      current: session.current,
      device: describeDevice(session.userAgent) ?? m.identity_unknown_device(),
      ip: session.ip,
      seen: shown(session.lastSeenAt),
    })),
    tokens: tokens.map((token) => ({
      id: token.id,
      name: token.name,
      scopes: token.scopes.join(' '),
      used: token.lastUsedAt && shown(token.lastUsedAt),
      expires: token.expiresAt && shown(token.expiresAt),
    })),
  };
};

export const actions: Actions = {
  save: formAction(async ({ ctx, values }) => {
    const locale = asLocale(values.locale);
    await updateOwnProfile(ctx, { version: versionIn(values), email: values.email ?? null, locale });
    return m.identity_account_saved();
  }),
  password: formAction(async ({ ctx, values: { current = '', next = '', again = '' } }) => {
    if (next !== again) throw platformErrors.invalidInput({}, { again: 'password_differs' });
    await changeOwnPassword(ctx, { current, next });
    return m.identity_password_changed();
  }),
  end: formAction(async ({ ctx, values }) => {
    await revokeSession(ctx, { sessionId: idIn(values, 'sessionId') });
    return m.identity_session_ended();
  }),
  signOut: formAction(async ({ ctx, cookies, url }) => {
    await signOutEverywhere(ctx);
    clearSessionCookie(cookies, url);
    return done(m.identity_signed_out(), '/masuk');
  }),
  /** Answers without a redirect, because the token is shown in this one answer only. */
  token: formAction(async ({ ctx, services, values: { name = '', scopes = '', expires: day = '' } }) => {
    if (day && !isDay(day)) throw platformErrors.invalidInput({}, { expiresAt: 'invalid' });
    const expiresAt = day ? endOfDay(day, await zoneOf(ctx)) : null;
    const { token } = await createApiToken(ctx, services, { name, scopes: scopes.split(/[\s,]+/), expiresAt });
    return { token };
  }),
  revoke: formAction(async ({ ctx, values }) => {
    await revokeToken(ctx, { id: idIn(values, 'tokenId') });
    return m.identity_token_revoked();
  }),
};
