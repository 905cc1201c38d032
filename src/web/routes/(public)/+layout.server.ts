import type { PageAccess } from '#platform/rights/access';
import { takeFlash } from '#web/kit/parts/flash.server.ts';
import { networkContact, publicShell } from '#web/kit/frame/shell.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { LayoutServerLoad } from './$types';

export const _access: PageAccess = 'public';

export const load: LayoutServerLoad = async ({ locals, cookies, url }) => ({
  ...(await publicShell(locals.frame)),
  contact: await networkContact(locals.frame),
  site: siteOrigin(locals.services, url),
  flash: takeFlash(cookies),
});
