import { redirect, type RequestEvent } from '@sveltejs/kit';
import { signInStaff, type StartedSession } from '#modules/ground/identity';
import { signInLinksOffered, signInMember } from '#modules/people/members';
import type { PageAccess } from '#platform/access';
import type { Locale } from '#platform/context';
import { localizeHref } from '#i18n/runtime';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { safeNext } from '#web/kit/frame/gate.server.ts';
import { whySignIn } from '#web/kit/frame/why-sign-in.ts';
import { setSessionCookie } from '#web/kit/frame/session.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

export const load: PageServerLoad = async ({ locals, url }) => {
  const next = safeNext(url.searchParams.get('lanjut'), url);
  if (next === null && locals.ctx.actor.kind === 'account') redirect(303, localizeHref('/staf'));
  return {
    next,
    why: next === null ? null : whySignIn(next, url),
    links: await signInLinksOffered(locals.ctx.db, locals.services.mailer),
  };
};

interface Visitor {
  ip: string;
  userAgent: string | null;
}

/** Signs in by one of the two doors and leads on: to the page that was wanted, else to the person's own room and language. */
async function enter(
  { request, locals, cookies, url, getClientAddress }: RequestEvent,
  room: '/staf' | '/akun',
  signIn: (values: Record<string, string>, visitor: Visitor) => Promise<StartedSession & { locale: Locale }>,
) {
  const values = formValues(await request.formData());
  let target: string;
  try {
    const visitor = { ip: getClientAddress(), userAgent: request.headers.get('user-agent') };
    const session = await signIn(values, visitor);
    setSessionCookie(cookies, url, session, locals.ctx.clock);
    target = safeNext(values.lanjut ?? null, url) ?? localizeHref(room, { locale: session.locale });
  } catch (error) {
    const { username = '', number = '', lanjut = '' } = values;
    return refuseForm(error, locals.ctx, { door: room, username, number, lanjut });
  }
  return redirect(303, target);
}

export const actions: Actions = {
  staf: async (event) =>
    enter(event, '/staf', async ({ username = '', password = '' }, visitor) =>
      signInStaff(event.locals.ctx, { username, password, ...visitor }),
    ),
  anggota: async (event) =>
    enter(event, '/akun', async ({ number = '', pin = '' }, visitor) =>
      signInMember(event.locals.ctx, { number, secret: pin, ...visitor }),
    ),
};
