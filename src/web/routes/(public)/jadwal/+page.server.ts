import { listBookable, listBookableSets } from '#modules/lending/bookings';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { pageAsked } from '#web/kit/form/read-fields.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

const EACH = 40;

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const page = pageAsked(url.searchParams);
  const [titles, sets] = await Promise.all([
    listBookable(ctx, { offset: (page - 1) * EACH, limit: EACH }),
    page === 1 ? listBookableSets(ctx) : [],
  ]);
  return {
    page,
    pages: Math.ceil(titles.total / EACH),
    titles: titles.data.map(({ bibId, title, copies, libraries }) => ({
      bibId,
      title,
      href: localizeHref(`/katalog/${bibId}/jadwal`),
      where: libraries.join(', '),
      count: m.booking_pieces({ count: copies }),
    })),
    sets: sets.map(({ key, name, items, library }) => ({
      key,
      name,
      href: localizeHref(`/katalog/${items[0]?.bibId ?? 0}/jadwal?pilih=${encodeURIComponent(key)}`),
      titles: items.map((item) => item.title).join(', '),
      where: library.name,
    })),
  };
};
