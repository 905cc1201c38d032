import { listPosters, viewHeardFrom } from '#modules/city/posters';
import { nameLibraries } from '#modules/ground/libraries';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { heardView } from '#web/features/posters/chain-view.server.ts';
import { formatName, POSTERS, templateName } from '#web/features/posters/poster-words.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'posters.make' };

const PER_PAGE = 50;

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const archived = url.searchParams.get('tampil') === 'arsip';
  const cursor = url.searchParams.get('lanjut') ?? undefined;
  const { data, next } = await listPosters(ctx, { archived, cursor, limit: PER_PAGE });
  // beneath the first page of those in use alone
  const heard = archived || cursor !== undefined ? null : heardView(await viewHeardFrom(ctx), ctx.locale);
  const libraryOf = await nameLibraries(ctx);
  const on = new URLSearchParams(url.searchParams);
  if (next !== null) on.set('lanjut', next);
  return {
    archived,
    heard,
    newHref: localizeHref(`${POSTERS}/baru`),
    tabs: { live: localizeHref(POSTERS), archived: localizeHref(`${POSTERS}?tampil=arsip`) },
    posters: data.map(({ id, title, libraryId, template, format, places, hits }) => ({
      id,
      title,
      href: localizeHref(`${POSTERS}/${id}`),
      library: libraryOf(libraryId).name,
      look: `${templateName(template)}, ${formatName(format)}`,
      places: places.toLocaleString(ctx.locale),
      hits: hits.toLocaleString(ctx.locale),
    })),
    next: next === null ? null : `?${on}`,
  };
};
