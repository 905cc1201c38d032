import { redirect, type RequestEvent } from '@sveltejs/kit';
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
import type { PageAccess } from '#platform/access';
import { platformErrors } from '#platform/errors';
import { endOfDay, formatInstant, isDay } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { describeDevice } from '#web/features/identity/describe-device.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { asLocale, asVersion, placeName, roleName } from '#web/features/identity/identity-views.server.ts';
import { clearSessionCookie } from '#web/kit/frame/session.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
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

/** Secrets are never sent back to the page. */
const SECRETS = new Set(['current', 'next', 'again']);

async function act(
  { request, locals, cookies }: RequestEvent,
  said: () => string,
  work: (values: Record<string, string>) => Promise<unknown>,
) {
  const values = formValues(await request.formData());
  try {
    await work(values);
  } catch (error) {
    const shown = Object.fromEntries(Object.entries(values).filter(([name]) => !SECRETS.has(name)));
    return refuseForm(error, locals.ctx, shown);
  }
  setFlash(cookies, 'ok', said());
  return redirect(303, localizeHref('/staf/profil'));
}

export const actions: Actions = {
  simpan: async (event) =>
    act(event, m.identity_account_saved, async (values) =>
      updateOwnProfile(event.locals.ctx, {
        version: asVersion(values.version),
        email: values.email ?? null,
        locale: asLocale(values.locale),
      }),
    ),
  sandi: async (event) =>
    act(event, m.identity_password_changed, async ({ current = '', next = '', again = '' }) => {
      if (next !== again) throw platformErrors.invalidInput({}, { again: 'password_differs' });
      return changeOwnPassword(event.locals.ctx, { current, next });
    }),
  akhiri: async (event) =>
    act(event, m.identity_session_ended, async (values) =>
      revokeSession(event.locals.ctx, { sessionId: idIn(values, 'sessionId') }),
    ),
  keluar: async ({ locals, cookies, url }) => {
    await signOutEverywhere(locals.ctx);
    clearSessionCookie(cookies, url);
    setFlash(cookies, 'ok', m.identity_signed_out());
    redirect(303, localizeHref('/masuk'));
  },
  /** Answers without a redirect, because the token is shown in this one answer only. */
  token: async ({ request, locals }) => {
    const values = formValues(await request.formData());
    try {
      const day = values.expires ?? '';
      if (day && !isDay(day)) throw platformErrors.invalidInput({}, { expiresAt: 'invalid' });
      const made = await createApiToken(locals.ctx, locals.services, {
        name: values.name ?? '',
        scopes: (values.scopes ?? '').split(/[\s,]+/),
        expiresAt: day ? endOfDay(day, await zoneOf(locals.ctx)) : null,
      });
      return { token: made.token };
    } catch (error) {
      return refuseForm(error, locals.ctx, values);
    }
  },
  cabut: async (event) =>
    act(event, m.identity_token_revoked, async (values) =>
      revokeToken(event.locals.ctx, { id: idIn(values, 'tokenId') }),
    ),
};
