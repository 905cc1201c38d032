import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { pageList } from '#web/features/site/editor/page-list.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'news.edit' };

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => ({
  list: await pageList(ctx, { kind: 'news', path: '/staf/kabar/berita', params: url.searchParams }),
  picturesHref: localizeHref('/staf/kabar/gambar'),
});
