import { viewPublicBox } from '#modules/lending/bulk-loans';
import type { PageAccess } from '#platform/rights/access';
import { formatDate } from '#shared/dates';
import { localizeHref } from '#i18n/runtime';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

/** What anybody may know of a box by its label: never kept by caches or search engines. */
export const load: PageServerLoad = async ({ locals: { ctx }, params, setHeaders, getClientAddress }) => {
  setHeaders({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
  const box = await viewPublicBox(ctx, params.code, getClientAddress());
  return {
    code: params.code.slice(0, 20).toUpperCase(),
    box: box && {
      nth: box.nth,
      library: box.library.name,
      libraryHref: localizeHref(`/perpustakaan/${box.library.code.toLowerCase()}`),
      receiver: box.receiver,
      due: formatDate(box.dueOn, ctx.locale, 'full'),
      ended: box.ended,
      titles: box.titles.map(({ bibId, ...title }) => ({ ...title, href: localizeHref(`/katalog/${bibId}`) })),
      staffHref: box.bulkLoanId === null ? null : localizeHref(`/staf/pinjaman-paket/${box.bulkLoanId}`),
    },
  };
};
