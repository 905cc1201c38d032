import { countEntries, listEntries } from '#modules/city/answers';
import type { EntryState } from '#modules/city/answers/client';
import { networkZone } from '#modules/ground/libraries';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { checkedAgo, themeWords } from '#web/features/answers/answer-words.server.ts';
import { whyWords } from '#web/features/answers/entry-words.server.ts';
import { panelsOf } from '#web/kit/panels/panels-of.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'answers.edit' };

const PATH = '/staf/layanan/tanya-jawab';
const TABS: Readonly<Record<string, EntryState>> = { terbit: 'published', draf: 'draft', tersembunyi: 'hidden' };

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const asked = url.searchParams.get('tampil') ?? '';
  const shown = Object.hasOwn(TABS, asked) ? asked : 'terbit';
  const counts = await countEntries(ctx);
  const entries = await listEntries(ctx, TABS[shown] ?? 'published');
  const at = { now: ctx.clock.now(), zone: await networkZone(ctx.db) };
  return {
    shown,
    tabs: Object.entries(TABS).map(([key, state]) => ({
      key,
      state,
      count: counts[state],
      href: localizeHref(`${PATH}?tampil=${key}`),
    })),
    panels: await panelsOf(ctx, { page: 'answers' }),
    newHref: localizeHref(`${PATH}/baru`),
    entries: entries.map(({ id, question, theme, checkedOn, why, votes }) => ({
      id,
      question,
      theme: themeWords(theme),
      checked: checkedOn && checkedAgo(checkedOn, at),
      why: why && whyWords(why),
      votes: votes && `${votes.yes}/${votes.yes + votes.no}`,
      href: localizeHref(`${PATH}/${id}`),
    })),
  };
};
