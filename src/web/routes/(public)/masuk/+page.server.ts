import { redirect, type RequestEvent } from '@sveltejs/kit';
import { signInStaff, type StartedSession } from '#modules/ground/identity';
import { signInLinksOffered, signInMember } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import type { Locale, Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { deLocalizeHref, localizeHref } from '#i18n/runtime';
import { SECRET_ADDRESS } from '#web/kit/answers/secret-address.server.ts';
import { safeNext } from '#web/kit/frame/gate.server.ts';
import { whySignIn } from '#web/kit/frame/why-sign-in.ts';
import { setSessionCookie } from '#web/kit/frame/session.server.ts';
import { formAction, type Sent } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  const next = safeNext(url.searchParams.get('lanjut'), url);
  // back to an invitation, whose address is a key: so is this one
  if (next !== null && deLocalizeHref(next).startsWith('/undangan-menulis/')) setHeaders(SECRET_ADDRESS);
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

const enter = (
  room: '/staf' | '/akun',
  signIn: (ctx: Ctx, values: Record<string, string>, visitor: Visitor) => Promise<StartedSession & { locale: Locale }>,
) =>
  formAction(
    {
      refused: (refusal, { error, values: { username = '', number = '', lanjut = '', next } }) => {
        const asksNext = next !== undefined || error.code === 'members.password_must_change';
        return { ...refusal, values: { door: room, username, number, lanjut, ...(asksNext ? { asksNext: '1' } : {}) } };
      },
    },
    async ({ ctx, event, cookies, url, values }: Sent<RequestEvent>) => {
      const visitor = { ip: event.getClientAddress(), userAgent: event.request.headers.get('user-agent') };
      const session = await signIn(ctx, values, visitor);
      setSessionCookie(cookies, url, session, ctx.clock);
      redirect(303, safeNext(values.lanjut ?? null, url) ?? localizeHref(room, { locale: session.locale }));
    },
  );

export const actions: Actions = {
  staff: enter('/staf', async (ctx, { username = '', password = '' }, visitor) =>
    signInStaff(ctx, { username, password, ...visitor }),
  ),
  member: enter('/akun', async (ctx, { number = '', pin = '', next, repeated = '' }, visitor) => {
    if (next !== undefined && next !== repeated)
      throw platformErrors.invalidInput({}, { repeated: 'password_differs' });
    return signInMember(ctx, { number, secret: pin, next, ...visitor });
  }),
};
