import { getPage } from '#modules/city/site';
import { shownThings } from '#modules/ground/content';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { blockViews, pictureView } from '#web/features/site/parts/block-view.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: ['news.edit', 'site.edit'] };

/** A page as readers would see it now, in the language of whoever looks. */
export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const page = await getPage(ctx, idOf(params.id));
  const english = ctx.locale === 'en';
  const blocks = page.writing.blocks.map(({ body, english: said }) =>
    english && said !== null ? { block: said, language: 'en' as const } : { block: body, language: 'id' as const },
  );
  const shown = await shownThings(
    ctx,
    blocks.map(({ block }) => block),
  );
  return {
    title: english && page.titleEn !== '' ? page.titleEn : page.title,
    summary: english && page.summaryEn !== '' ? page.summaryEn : page.summary,
    byline: page.byline,
    picture: page.picture && pictureView(page.picture),
    blocks: blockViews(blocks, shown, ctx.locale),
    backHref: localizeHref(`/staf/kabar/tulisan/${page.id}`),
  };
};
