import type { PageAccess } from '#platform/rights/access';
import { takeFlash } from '#web/kit/parts/flash.server.ts';
import { siteExtras } from '#web/features/site/parts/site-extras.server.ts';
import { publicShell } from '#web/kit/frame/shell.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { LayoutServerLoad } from './$types';

export const _access: PageAccess = 'public';

export const load: LayoutServerLoad = async ({ locals, cookies, url }) => ({
  ...(await publicShell(locals.frame)),
  ...(await siteExtras(locals.frame)),
  site: siteOrigin(locals.services, url),
  flash: takeFlash(cookies),
});
