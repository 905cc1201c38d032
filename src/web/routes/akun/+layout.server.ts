import { redirect } from '@sveltejs/kit';
import { localizeHref } from '#i18n/runtime';
import { takeFlash } from '#web/flash.server.ts';
import { publicShell } from '#web/shell.server.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, cookies, url }) => {
  const { actor } = locals.ctx;
  if (actor.kind !== 'member') {
    redirect(303, `${localizeHref('/masuk')}?lanjut=${encodeURIComponent(url.pathname + url.search)}`);
  }
  return { ...(await publicShell(locals.ctx)), flash: takeFlash(cookies), memberName: actor.name };
};
