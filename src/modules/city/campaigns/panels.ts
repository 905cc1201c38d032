import { networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import type { Ctx } from '#platform/context';
import type { Panel, PanelPart } from '#platform/panels';
import { formatDate, localDate } from '#shared/dates';
import { selectPromoting } from './data/campaigns.queries.ts';
import { readable, readsCampaigns } from './held-campaign.ts';
import { standingOf } from './rules/standing.ts';
import { STANDING_WORDS } from './words.ts';

/** So many are shown; the others are in their list. */
const MOST = 5;

async function promoting(ctx: Ctx, kind: 'program' | 'record', id: number): Promise<PanelPart[]> {
  if (!readsCampaigns(ctx)) return [];
  const rows = await selectPromoting(ctx.db, { kind, id }, { libraryIds: readable(ctx), limit: MOST });
  if (rows.length === 0) return [];
  const today = localDate(ctx.clock.now(), await networkZone(ctx.db));
  const { locale } = ctx;
  const day = (date: string): string => formatDate(date, locale, 'medium');
  return [
    {
      ...{ beside: null, title: m.campaigns_panel({}, { locale }) },
      lines: rows.map((row) => ({
        words: row.name,
        note: [
          m.campaigns_days({ from: day(row.fromOn), until: day(row.untilOn) }, { locale }),
          STANDING_WORDS[standingOf(row, today)]({}, { locale }),
        ].join(' · '),
        href: `/staf/kabar/kampanye/${row.id}`,
      })),
    },
  ];
}

/** Campaigns stand where staff look after what they promote: a programme, a record. */
export const panels: readonly Panel[] = [
  {
    on: ['program', 'bib'],
    show: async (ctx, page) => {
      if (page.page === 'program') return promoting(ctx, 'program', page.id);
      return page.page === 'bib' ? promoting(ctx, 'record', page.id) : [];
    },
  },
];
