import { countLetters, listLetters } from '#modules/city/newsletters';
import type { LetterState } from '#modules/city/newsletters/client';
import { nameLibraries, networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';
import { formatDate, localDate } from '#shared/dates';
import { pageAsked } from '#web/kit/form/read-fields.server.ts';
import { stateLetter } from './letter-state.server.ts';

const OWN = '/staf/kabar/surat-kabar';
const TABS: Readonly<Record<string, { states: readonly LetterState[]; label: () => string }>> = {
  naskah: { states: ['draft', 'submitted'], label: m.newsletters_tab_drafts },
  akan: { states: ['approved', 'scheduled', 'sending'], label: m.newsletters_tab_under_way },
  terkirim: { states: ['sent'], label: m.newsletters_tab_sent },
  batal: { states: ['cancelled'], label: m.newsletters_tab_cancelled },
};
const ON_A_PAGE = 30;

/** Letters that somebody may write, by what has become of them. */
export async function letterList(ctx: Ctx, params: URLSearchParams) {
  const asked = params.get('tab') ?? '';
  const shown = Object.hasOwn(TABS, asked) ? asked : 'naskah';
  const at = pageAsked(params);
  const counts = await countLetters(ctx);
  const states = TABS[shown]?.states ?? [];
  const { letters, more } = await listLetters(ctx, { states, limit: ON_A_PAGE, offset: (at - 1) * ON_A_PAGE });
  const zone = await networkZone(ctx.db);
  const nameOf = await nameLibraries(ctx);
  const hrefOf = (to: number): string => localizeHref(`${OWN}?tab=${shown}&hal=${to}`);
  return {
    shown,
    tabs: Object.entries(TABS).map(([key, { states: of, label }]) => ({
      key,
      label: label(),
      count: of.reduce((sum, state) => sum + counts[state], 0),
      href: localizeHref(`${OWN}?tab=${key}`),
    })),
    letters: letters.map((letter) => {
      const own = letter.libraryId === null ? zone : nameOf(letter.libraryId).timeZone;
      return {
        id: letter.id,
        subject: letter.subject,
        href: localizeHref(`${OWN}/${letter.id}`),
        ...stateLetter(letter, { zone: own, locale: ctx.locale }),
        about: [
          letter.libraryId === null ? m.site_whole_network() : nameOf(letter.libraryId).name,
          m.site_changed_on({ day: formatDate(localDate(letter.changedAt, own), ctx.locale) }),
        ].join(' · '),
      };
    }),
    previous: at > 1 ? hrefOf(at - 1) : null,
    next: more ? hrefOf(at + 1) : null,
  };
}
