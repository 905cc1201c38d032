import { showNeeds, showPartners } from '#modules/city/partners';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { yearView } from '#web/features/ledgers/parts/year-together.server.ts';
import { publicKinds, publicPartner, partnersJsonLd } from '#web/features/partners/public-partners.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

const PATH = '/mitra';

export const load: PageServerLoad = async ({ locals: { ctx, services }, url }) => {
  const partners = await showPartners(ctx);
  const canonical = siteOrigin(services, url) + localizeHref(PATH);
  const { kind, kinds } = publicKinds(partners, url.searchParams.get('jenis'));
  return {
    count: partners.length,
    kinds,
    partners: partners.filter((one) => kind === null || one.kind === kind).map((one) => publicPartner(one, ctx.locale)),
    needs: (await showNeeds(ctx)).map(({ id, text, language }) => ({
      ...{ id, text },
      lang: language === ctx.locale ? undefined : language,
    })),
    year: await yearView(ctx),
    canonical,
    jsonLd: partnersJsonLd(partners, canonical),
    joinHref: localizeHref(`${PATH}/gabung`),
  };
};
