import { countMails, countPartners, listPartnerPairs, listPartners } from '#modules/city/partners';
import { PARTNER_KINDS, type PartnerState } from '#modules/city/partners/client';
import { listLibraries } from '#modules/ground/libraries';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { kindOptions, lineView, stateLook } from '#web/features/partners/partner-words.server.ts';
import { idAsked } from '#web/kit/form/read-fields.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

const PATH = '/staf/mitra';
const PER_PAGE = 50;
const LONGEST = 100;
const TABS: Readonly<Record<string, PartnerState>> = { mitra: 'active', calon: 'prospect', arsip: 'archived' };

export const load: PageServerLoad = async ({ locals: { ctx }, url: { searchParams } }) => {
  const tab = searchParams.get('tampil') ?? '';
  const shown = Object.hasOwn(TABS, tab) ? tab : 'mitra';
  const asked = (searchParams.get('q') ?? '').trim().slice(0, LONGEST).toWellFormed().replaceAll('\0', '');
  const kind = PARTNER_KINDS.find((one) => one === searchParams.get('jenis')) ?? null;
  const libraryId = idAsked(searchParams.get('di'));
  const cursor = searchParams.get('lanjut') ?? undefined;
  const wanted = { tampil: shown, q: asked, jenis: kind ?? '', di: libraryId === null ? '' : String(libraryId) };
  const hrefOf = (path: string, more: Record<string, string>): string => {
    const set = Object.entries({ ...wanted, ...more }).filter(([, value]) => value !== '');
    return localizeHref(`${path}?${new URLSearchParams(set).toString()}`);
  };
  const state = TABS[shown] ?? 'active';
  const counts = await countPartners(ctx);
  const { data, next } = await listPartners(ctx, { state, kind, libraryId, asked, cursor, limit: PER_PAGE });
  const pairs = (await listPartnerPairs(ctx)).length;
  const waiting = await countMails(ctx, null);
  return {
    ...{ shown, asked, kind, libraryId, pairs, waiting },
    isNarrowed: asked !== '' || kind !== null || libraryId !== null,
    tabs: Object.entries(TABS).map(([key, of]) => ({
      ...{ key, label: stateLook(of).words, count: counts[of] },
      href: localizeHref(`${PATH}?tampil=${key}`),
    })),
    kinds: kindOptions(),
    libraries: (await listLibraries(ctx, { active: true })).map(({ id, name }) => ({ value: id, label: name })),
    partners: data.map((line) => lineView(line, ctx.locale)),
    next: next && hrefOf(PATH, { lanjut: next }),
    previous: cursor === undefined ? null : hrefOf(PATH, {}),
    newHref: localizeHref(`${PATH}/baru`),
    pairsHref: localizeHref(`${PATH}/kembar`),
    mailsHref: localizeHref(`${PATH}/surel`),
    needsHref: localizeHref(`${PATH}/dicari`),
    allHref: localizeHref(`${PATH}?tampil=${shown}`),
    files: (['csv', 'xlsx'] as const).map((format) => ({
      label: format.toUpperCase(),
      href: hrefOf(`${PATH}/tabel`, { format }),
    })),
  };
};
