import { listFrameworks } from '#modules/learning/competences';
import type { FrameworkState } from '#modules/learning/competences/client';
import { nameLibraries } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { inLanguage } from '#web/features/competences/competence-words.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'courses.manage' };

const PATH = '/staf/belajar/kemampuan';
const PER_PAGE = 50;
const TABS: Readonly<Record<string, FrameworkState>> = { dipakai: 'active', arsip: 'retired' };

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const asked = url.searchParams.get('tampil') ?? '';
  const shown = Object.hasOwn(TABS, asked) ? asked : 'dipakai';
  const state = TABS[shown] ?? 'active';
  const cursor = url.searchParams.get('lanjut') ?? undefined;
  const [{ data, next }, named] = await Promise.all([
    listFrameworks(ctx, { state, cursor, limit: PER_PAGE }),
    nameLibraries(ctx),
  ]);
  return {
    shown,
    tabs: Object.entries(TABS).map(([key, of]) => ({ key, state: of, href: localizeHref(`${PATH}?tampil=${key}`) })),
    newHref: localizeHref(`${PATH}/baru`),
    next: next && localizeHref(`${PATH}?tampil=${shown}&lanjut=${encodeURIComponent(next)}`),
    frameworks: data.map((one) => ({
      id: one.id,
      name: inLanguage(ctx.locale, one.name, one.nameEn),
      summary: inLanguage(ctx.locale, one.summary, one.summaryEn),
      about: [
        one.state === 'active' && m.competences_count({ count: one.lines }),
        one.builtin ? m.competences_builtin() : (named(one.libraryId)?.name ?? m.competences_network()),
        one.source,
      ]
        .filter(Boolean)
        .join(' · '),
      href: localizeHref(`${PATH}/${one.id}`),
    })),
  };
};
