import { zoneOf } from '#modules/ground/libraries';
import type { Panel } from '#platform/panels';
import { canAnywhere } from '#platform/rights/authorize';
import { addDays, localDate } from '#shared/dates';
import { LEAST } from '#shared/disclosure';
import { m } from '#i18n/messages';
import { listZeroResults } from './vain/list-zero-results.ts';

/** How far back, in days, and how many. */
const LOOKED_BACK = 30;
const MOST = 8;

/** What readers looked for in vain stands where it is decided what to buy. */
export const panels: readonly Panel[] = [
  {
    on: ['suggestions'],
    async show(ctx) {
      if (!canAnywhere(ctx.actor, 'catalog.read')) return [];
      const since = addDays(localDate(ctx.clock.now(), await zoneOf(ctx)), -LOOKED_BACK);
      const all = await listZeroResults(ctx, { since, limit: MOST });
      // what few looked for may be a name
      const found = all.filter(({ count }) => count >= LEAST.rows);
      if (found.length === 0) return [];
      const lines = found.map(({ query, count }) => ({
        words: query,
        note: m.search_panel_times({ count }),
        href: `/katalog?q=${encodeURIComponent(query)}`,
      }));
      return [{ beside: null, title: m.search_panel_vain(), lines }];
    },
  },
];
