import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { letterList } from '#web/features/newsletters/letter-list.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'news.send' };

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const own = '/staf/kabar/surat-kabar';
  return {
    list: await letterList(ctx, url.searchParams),
    newHref: localizeHref(`${own}/baru`),
  };
};
