import type { PageAccess } from '#platform/rights/access';
import { browseNamesPage } from '#web/features/search/browse-names.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

export const load: PageServerLoad = async ({ locals: { ctx }, url }) =>
  browseNamesPage(ctx, url.searchParams, { field: 'authors', param: 'pengarang', path: '/jelajah/pengarang' });
