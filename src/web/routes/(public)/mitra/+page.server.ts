import { showPartners } from '#modules/city/partners';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { yearView } from '#web/features/ledgers/parts/year-together.server.ts';
import { partnersByKind, partnersJsonLd } from '#web/features/partners/public-partners.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

const PATH = '/mitra';

export const load: PageServerLoad = async ({ locals: { ctx, services }, url }) => {
  const partners = await showPartners(ctx);
  const canonical = siteOrigin(services, url) + localizeHref(PATH);
  return {
    count: partners.length,
    year: await yearView(ctx),
    kinds: partnersByKind(partners, ctx.locale),
    canonical,
    jsonLd: partnersJsonLd(partners, canonical),
    joinHref: localizeHref(`${PATH}/gabung`),
  };
};
