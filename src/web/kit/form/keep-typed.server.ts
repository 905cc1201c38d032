import { redirect, type Cookies, type RequestEvent } from '@sveltejs/kit';
import { dropKeptForm, hasLapsed, keepForm, KEPT_FORM_SECONDS } from '#modules/ground/identity';
import { unstorableField } from '#platform/requests/bounds';
import { mayEnter } from '#platform/rights/access';
import { readSessionCookie } from '#platform/requests/session-cookie';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { FORM_KEY, KEPT_FORM, SECRET_FIELD } from '#web/kit/form/form-key.ts';
import { accessOfRequest, isPage } from '#web/kit/frame/route-access.server.ts';

const COOKIE = 'lumbung_isian';
const isForm = (type: string): boolean =>
  type.startsWith('application/x-www-form-urlencoded') || type.startsWith('multipart/form-data');

/** What the form of this browser is opened by. */
export const keptToken = (cookies: Cookies): string | null => cookies.get(COOKIE) ?? null;

export async function dropKept({ locals, cookies }: Pick<RequestEvent, 'locals' | 'cookies'>): Promise<void> {
  const token = keptToken(cookies);
  if (token !== null && locals.ctx.actor.kind !== 'anonymous') await dropKeptForm(locals.ctx, token);
}

/**
 * Somebody sends a form, and their session has ended meanwhile: what they typed is kept for an hour, they are led to the sign-in and from
 * there to it. Whatever cannot be kept goes the usual way (to the sign-in, with a sentence where it was too much).
 */
export async function keepTyped(event: RequestEvent): Promise<void> {
  const { request, url, route, locals, cookies } = event;
  const session = readSessionCookie(request.headers.get('cookie') ?? undefined);
  if (request.method !== 'POST' || locals.ctx.actor.kind !== 'anonymous' || session === null) return;
  const type = request.headers.get('content-type') ?? '';
  if (route.id === null || !isPage(route.id) || !isForm(type)) return;
  if (mayEnter(locals.ctx.actor, await accessOfRequest({ id: route.id, url, method: 'POST' }))) return;
  if (!(await hasLapsed(locals.ctx, session))) return;
  const fields = await typedIn(request);
  const token =
    fields &&
    (await keepForm(locals.ctx, session, {
      target: url.pathname + url.search,
      multipart: type.startsWith('multipart/'),
      ...fields,
    }));
  if (!token) return setFlash(cookies, 'warn', m.kept_form_not());
  cookies.set(COOKIE, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    maxAge: KEPT_FORM_SECONDS,
  });
  setFlash(cookies, 'warn', m.kept_form_sign_in());
  redirect(303, `${localizeHref('/masuk')}?lanjut=${encodeURIComponent(localizeHref('/isian'))}`);
}

/** The values of a form without its files and secrets; null for what is too much or no form. */
async function typedIn(request: Request): Promise<{ fields: [string, string][]; leftOut: boolean } | null> {
  let data: FormData;
  try {
    data = await request.formData();
  } catch {
    return null;
  }
  const fields: [string, string][] = [];
  let leftOut = false;
  for (const [name, value] of data) {
    if (name === FORM_KEY || name === KEPT_FORM) continue;
    if (typeof value !== 'string') leftOut ||= value.size > 0;
    else if (SECRET_FIELD.test(name)) leftOut ||= value !== '';
    else fields.push([name, value]);
  }
  return unstorableField(Object.fromEntries(fields)) === null ? { fields, leftOut } : null;
}
