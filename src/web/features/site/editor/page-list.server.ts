import { countPages, listPages } from '#modules/city/site';
import type { PageKind, PageState } from '#modules/city/site/client';
import { nameLibraries, networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';
import { formatDate, localDate } from '#shared/dates';
import { pageAsked } from '#web/kit/form/read-fields.server.ts';
import { statePage } from './page-state.server.ts';

const TABS: Readonly<Record<string, { states: readonly PageState[]; label: () => string }>> = {
  draf: { states: ['draft', 'submitted'], label: m.site_tab_drafts },
  tampil: { states: ['approved'], label: m.site_tab_shown },
  ditarik: { states: ['withdrawn'], label: m.site_tab_withdrawn },
};
const ON_A_PAGE = 30;

/** Pages of a kind that somebody may write, by what has become of them. */
export async function pageList(
  ctx: Ctx,
  { kind, path, params }: { kind: PageKind; path: string; params: URLSearchParams },
) {
  const asked = params.get('tab') ?? '';
  const shown = Object.hasOwn(TABS, asked) ? asked : 'draf';
  const at = pageAsked(params);
  const counts = await countPages(ctx, kind);
  const states = TABS[shown]?.states ?? [];
  const { pages, more } = await listPages(ctx, { kind, states, limit: ON_A_PAGE, offset: (at - 1) * ON_A_PAGE });
  const zone = await networkZone(ctx.db);
  const nameOf = await nameLibraries(ctx);
  const zoneFor = (libraryId: number | null) => (libraryId === null ? zone : nameOf(libraryId).timeZone);
  const hrefOf = (to: number): string => localizeHref(`${path}?tab=${shown}&hal=${to}`);
  return {
    shown,
    tabs: Object.entries(TABS).map(([key, { states: of, label }]) => ({
      key,
      label: label(),
      count: of.reduce((sum, state) => sum + counts[state], 0),
      href: localizeHref(`${path}?tab=${key}`),
    })),
    pages: pages.map((page) => ({
      id: page.id,
      title: page.title,
      href: localizeHref(`/staf/kabar/tulisan/${page.id}`),
      ...statePage(page, { zone: zoneFor(page.libraryId), locale: ctx.locale }),
      about: [
        page.libraryId === null ? m.site_whole_network() : nameOf(page.libraryId).name,
        m.site_changed_on({ day: formatDate(localDate(page.changedAt, zoneFor(page.libraryId)), ctx.locale) }),
        page.drafted && m.site_wrote_itself(),
      ]
        .filter(Boolean)
        .join(' · '),
    })),
    previous: at > 1 ? hrefOf(at - 1) : null,
    next: more ? hrefOf(at + 1) : null,
    newHref: localizeHref(`${path}/baru`),
  };
}
