import { m } from '#i18n/messages';
import type { Ctx } from '#platform/context';
import { getCampaign } from '../view-campaigns.ts';
import { campaignChannelName, campaignSteps, MEASURE_WORDS } from '../words.ts';
import { campaignFigures } from './view-figures.ts';

type Row = (string | number | null)[];

/**
 * What came of a campaign as a table, the first row its head: steps, target, channels, links, costs. What is not told stands nowhere. Throws
 * `campaigns.not_found`, `platform.forbidden`.
 */
export async function campaignTable(ctx: Ctx, id: number): Promise<Row[]> {
  const { locale } = ctx;
  const told = { locale };
  const { name, costs } = await getCampaign(ctx, id);
  const figures = await campaignFigures(ctx, id);
  const part = (title: string, rows: Row[]): Row[] => rows.map(([first = null, ...rest]) => [title, first, ...rest]);
  return [
    [
      m.campaigns_col_part({}, told),
      m.campaigns_col_what({}, told),
      m.campaigns_col_count({}, told),
      m.campaigns_col_each({}, told),
    ],
    ...part(
      name,
      campaignSteps(figures, locale).map(({ label, value, each }) => [label, value, each]),
    ),
    ...part(m.campaigns_target({}, told), [
      [m.campaigns_target_wanted({ what: MEASURE_WORDS[figures.measure]({}, told) }, told), figures.target, null],
      [m.campaigns_target_reached({}, told), figures.reached, null],
    ]),
    ...part(
      m.campaigns_channels({}, told),
      figures.channels.map(({ channel, opened }) => [campaignChannelName(channel, locale), opened, null]),
    ),
    ...part(
      m.campaigns_links({}, told),
      figures.links.map(({ label, place, opened }) => [[label, place].filter(Boolean).join(' · '), opened, null]),
    ),
    ...part(
      m.campaigns_costs({}, told),
      costs.map(({ onDay, what, amount }) => [`${onDay} ${what}`, amount, null]),
    ),
    ...part(m.campaigns_costs({}, told), [
      [m.campaigns_spent({}, told), figures.spent, null],
      [m.campaigns_budget({}, told), figures.budget, null],
    ]),
  ];
}
