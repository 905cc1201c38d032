import { countContributions, KIND_WORDS, listContributions } from '#modules/city/partners';
import { CONTRIBUTION_KINDS, type ContributionState } from '#modules/city/partners/client';
import { networkZone } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { localDate } from '#shared/dates';
import { formatRupiah } from '#shared/money';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { contributionLibraries, partnerOf } from '#web/features/partners/contributions/contribution-form.server.ts';
import {
  CONTRIBUTIONS_PATH,
  contributionRow,
  contributionState,
} from '#web/features/partners/contributions/contribution-rows.server.ts';
import { idAsked } from '#web/kit/form/read-fields.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

const PER_PAGE = 50;
/** So many years back can be chosen. */
const YEARS = 10;
const TABS: Readonly<Record<string, ContributionState>> = {
  diterima: 'received',
  belum: 'received',
  dijanjikan: 'promised',
  batal: 'void',
};

export const load: PageServerLoad = async ({ locals: { ctx }, url: { searchParams } }) => {
  const tab = searchParams.get('tampil') ?? '';
  const shown = Object.hasOwn(TABS, tab) ? tab : 'diterima';
  const state = TABS[shown] ?? 'received';
  const libraries = await contributionLibraries(ctx);
  const askedLibrary = idAsked(searchParams.get('di'));
  const libraryId = libraries.some(({ value }) => value === askedLibrary) ? askedLibrary : null;
  const kind = CONTRIBUTION_KINDS.find((one) => one === searchParams.get('jenis')) ?? null;
  const thisYear = Number(localDate(ctx.clock.now(), await networkZone(ctx.db)).slice(0, 4));
  const years = [...Array.from({ length: YEARS }).keys()].map((i) => thisYear - i);
  const year = years.find((one) => String(one) === searchParams.get('tahun')) ?? null;
  const askedPartner = idAsked(searchParams.get('mitra'));
  const partner = askedPartner === null ? null : await partnerOf(ctx, askedPartner);
  const cursor = searchParams.get('lanjut') ?? undefined;
  const wanted = {
    ...{ state, libraryId, kind, year },
    partnerId: partner?.id,
    unthanked: shown === 'belum',
  };
  const { counts, value, unthanked } = await countContributions(ctx, wanted);
  const { data, next } = await listContributions(ctx, { ...wanted, cursor, limit: PER_PAGE });
  const chosen = {
    ...{ tampil: shown, jenis: kind ?? '', di: String(libraryId ?? ''), tahun: String(year ?? '') },
    mitra: String(partner?.id ?? ''),
  };
  const hrefOf = (path: string, more: Record<string, string>): string => {
    const set = Object.entries({ ...chosen, ...more }).filter(([, one]) => one !== '');
    return localizeHref(`${path}?${new URLSearchParams(set).toString()}`);
  };
  const label = (key: string, of: ContributionState): string =>
    key === 'belum' ? m.contributions_unthanked() : contributionState(of).words;
  return {
    ...{ shown, kind, libraryId, year, partner },
    isNarrowed: kind !== null || libraryId !== null || year !== null || partner !== null,
    tabs: Object.entries(TABS).map(([key, of]) => ({
      ...{ key, label: label(key, of), count: key === 'belum' ? unthanked : counts[of] },
      href: hrefOf(CONTRIBUTIONS_PATH, { tampil: key }),
    })),
    kinds: CONTRIBUTION_KINDS.map((one) => ({ value: one, label: KIND_WORDS[one]() })),
    libraries,
    years: years.map((one) => ({ value: one, label: String(one) })),
    rows: data.map((one) => contributionRow(one, ctx.locale)),
    sum: state === 'void' ? null : formatRupiah(value),
    next: next && hrefOf(CONTRIBUTIONS_PATH, { lanjut: next }),
    previous: cursor === undefined ? null : hrefOf(CONTRIBUTIONS_PATH, {}),
    allHref: localizeHref(`${CONTRIBUTIONS_PATH}?tampil=${shown}`),
    newHref: localizeHref(`${CONTRIBUTIONS_PATH}/baru${partner ? `?mitra=${partner.id}` : ''}`),
    partnerHref: partner && localizeHref(`/staf/mitra/${partner.id}`),
    files: (['csv', 'xlsx'] as const).map((format) => ({
      label: format.toUpperCase(),
      href: hrefOf(`${CONTRIBUTIONS_PATH}/tabel`, { format }),
    })),
  };
};
