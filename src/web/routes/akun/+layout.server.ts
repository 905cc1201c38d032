import { redirect } from '@sveltejs/kit';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { takeFlash } from '#web/kit/parts/flash.server.ts';
import { accountRooms } from '#web/kit/frame/account-rooms.server.ts';
import { siteExtras } from '#web/features/site/parts/site-extras.server.ts';
import { publicShell } from '#web/kit/frame/shell.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { LayoutServerLoad } from './$types';

export const _access: PageAccess = 'member';

export const load: LayoutServerLoad = async ({ locals, cookies, url }) => {
  const { actor } = locals.frame;
  if (actor.kind !== 'member') {
    redirect(303, `${localizeHref('/masuk')}?lanjut=${encodeURIComponent(url.pathname + url.search)}`);
  }
  const site = siteOrigin(locals.services, url);
  return {
    ...(await publicShell(locals.frame)),
    ...(await siteExtras(locals.frame)),
    site,
    flash: takeFlash(cookies),
    memberName: actor.name,
    rooms: accountRooms(),
  };
};
