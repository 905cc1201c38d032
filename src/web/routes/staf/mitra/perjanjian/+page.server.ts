import { countAgreements, listAgreements } from '#modules/city/partners';
import type { AgreementView } from '#modules/city/partners/client';
import { networkZone } from '#modules/ground/libraries';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { localDate } from '#shared/dates';
import { agreementView, viewName } from '#web/features/partners/agreement-words.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

const PATH = '/staf/mitra/perjanjian';
const PER_PAGE = 50;
const TABS: Readonly<Record<string, AgreementView>> = {
  berlaku: 'active',
  habis: 'ending',
  terlambat: 'late',
  disusun: 'open',
  selesai: 'over',
};

export const load: PageServerLoad = async ({ locals: { ctx }, url: { searchParams } }) => {
  const tab = searchParams.get('tampil') ?? '';
  const shown = Object.hasOwn(TABS, tab) ? tab : 'berlaku';
  const cursor = searchParams.get('lanjut') ?? undefined;
  const counts = await countAgreements(ctx);
  const { data, next } = await listAgreements(ctx, { view: TABS[shown] ?? 'active', cursor, limit: PER_PAGE });
  const at = { today: localDate(ctx.clock.now(), await networkZone(ctx.db)), locale: ctx.locale };
  const hrefOf = (key: string, from: string | null = null): string =>
    localizeHref(`${PATH}?${new URLSearchParams({ tampil: key, ...(from && { lanjut: from }) }).toString()}`);
  return {
    shown,
    tabs: Object.entries(TABS).map(([key, view]) => ({
      ...{ key, label: viewName(view), count: counts[view], href: hrefOf(key) },
    })),
    agreements: data.map((line) => agreementView(line, at)),
    next: next && hrefOf(shown, next),
    previous: cursor === undefined ? null : hrefOf(shown),
    partnersHref: localizeHref('/staf/mitra'),
  };
};
