import { selectBibTitles } from '#modules/collection/catalog';
import { zoneOf } from '#modules/ground/libraries';
import { listReviews } from '#modules/lending/reading';
import type { PageAccess } from '#platform/rights/access';
import { platformErrors } from '#platform/errors';
import { localizeHref } from '#i18n/runtime';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { meanInWords, reviewView } from '#web/features/reading/parts/review-words.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

const PER_PAGE = 20;

export const load: PageServerLoad = async ({ locals: { ctx, services }, params, url }) => {
  const bibId = idOf(params.id);
  const cursor = url.searchParams.get('lanjut') ?? undefined;
  const [[bib], found, zone] = await Promise.all([
    selectBibTitles(ctx.db, [bibId]),
    listReviews(ctx, bibId, { cursor, limit: PER_PAGE }),
    zoneOf(ctx),
  ]);
  if (!bib) throw platformErrors.notFound();
  const here = localizeHref(`/katalog/${bibId}/ulasan`);
  return {
    bibId,
    title: bib.title,
    mean: meanInWords(found.average, found.count, ctx),
    reviews: found.data.map((review) => reviewView(review, { locale: ctx.locale, zone })),
    here,
    previous: cursor === undefined ? null : here,
    next: found.next && `${here}?lanjut=${found.next}`,
    canonical: siteOrigin(services, url) + here,
  };
};
