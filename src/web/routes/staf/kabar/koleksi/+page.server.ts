import { countEditedCollections, listEditedCollections } from '#modules/city/collections';
import type { CollectionState } from '#modules/city/collections/client';
import { nameLibraries, networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { formatDate, localDate } from '#shared/dates';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'collections.edit' };

const PATH = '/staf/kabar/koleksi';
const PER_PAGE = 50;
const TABS: Readonly<Record<string, CollectionState>> = { terbit: 'published', draf: 'draft', ditarik: 'withdrawn' };

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const asked = url.searchParams.get('tampil') ?? '';
  const shown = Object.hasOwn(TABS, asked) ? asked : 'terbit';
  const cursor = url.searchParams.get('lanjut') ?? undefined;
  const [counts, { data, next }, named, zone] = await Promise.all([
    countEditedCollections(ctx),
    listEditedCollections(ctx, { state: TABS[shown] ?? 'published', cursor, limit: PER_PAGE }),
    nameLibraries(ctx),
    networkZone(ctx.db),
  ]);
  return {
    shown,
    tabs: Object.entries(TABS).map(([key, state]) => ({
      ...{ key, state, count: counts[state] },
      href: localizeHref(`${PATH}?tampil=${key}`),
    })),
    newHref: localizeHref(`${PATH}/baru`),
    next: next && localizeHref(`${PATH}?tampil=${shown}&lanjut=${next}`),
    collections: data.map(({ id, title, kind, chosen, libraryId, madeBy, changedAt }) => ({
      id,
      title,
      about: [
        kind === 'rule' ? m.collections_kind_rule() : m.collections_books_count({ count: chosen }),
        named(libraryId)?.name,
        madeBy,
        m.collections_changed({ day: formatDate(localDate(changedAt, zone), ctx.locale) }),
      ]
        .filter(Boolean)
        .join(' · '),
      href: localizeHref(`${PATH}/${id}`),
    })),
  };
};
