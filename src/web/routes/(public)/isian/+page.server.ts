import { redirect } from '@sveltejs/kit';
import { keptForm } from '#modules/ground/identity';
import type { PageAccess } from '#platform/rights/access';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { LIBRARY_FIELD } from '#web/kit/form/page-library.ts';
import { dropKept, keptToken } from '#web/kit/form/keep-typed.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'signed_in';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
  const token = keptToken(cookies);
  const kept = token === null ? null : await keptForm(locals.ctx, token);
  return {
    room: localizeHref(locals.ctx.actor.kind === 'member' ? '/akun' : '/staf'),
    kept: kept && {
      ...kept,
      page: new URL(kept.target, url).pathname,
      shown: kept.fields.filter(isTyped).map(([, value]) => value),
    },
  };
};

/** Numbers of rows and libraries and ticked boxes say nothing to people; all else that will be sent is shown. */
const isTyped = ([name, value]: [string, string]): boolean =>
  value.trim() !== '' &&
  name !== LIBRARY_FIELD &&
  !/^(id|version|[a-zA-Z]+Id)$/.test(name) &&
  !/^(on|true|false)$/.test(value);

export const actions: Actions = {
  discard: async (event) => {
    await dropKept(event);
    setFlash(event.cookies, 'ok', m.kept_form_dropped());
    redirect(303, localizeHref(event.locals.ctx.actor.kind === 'member' ? '/akun' : '/staf'));
  },
};
