import { zoneOf } from '#modules/ground/libraries';
import { listPublicLists } from '#modules/lending/reading';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { sharedListView } from '#web/features/reading/parts/list-words.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

const PER_PAGE = 30;

export const load: PageServerLoad = async ({ locals: { ctx, services }, url }) => {
  const cursor = url.searchParams.get('lanjut') ?? undefined;
  const [{ data, next }, zone] = await Promise.all([listPublicLists(ctx, { cursor, limit: PER_PAGE }), zoneOf(ctx)]);
  return {
    lists: data.map((list) => sharedListView(list, { locale: ctx.locale, zone })),
    first: cursor === undefined,
    next: next && localizeHref(`/daftar-bacaan?lanjut=${next}`),
    canonical: siteOrigin(services, url) + localizeHref('/daftar-bacaan'),
  };
};
