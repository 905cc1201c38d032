import { getLibrary, getSetting, mainLibrary, networkZone, withLogo } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import type { Config } from '#platform/config';
import type { Ctx, Locale } from '#platform/context';
import { renderPdf } from '#platform/papers/pdf';
import { formatDate, localDate } from '#shared/dates';
import { formatNumber, formatRupiah } from '#shared/money';
import type { CampaignFigures } from '../client.ts';
import { getCampaign } from '../view-campaigns.ts';
import { campaignChannelName, campaignSteps, MEASURE_WORDS } from '../words.ts';
import { campaignFigures } from './view-figures.ts';

/** So many channels and links have room on the page. */
const MOST_LINES = 12;

/** Target against what was reached, in a sentence. */
function targetWords({ measure, target, reached, percent }: CampaignFigures, locale: Locale): string {
  const told = { locale };
  const of = { what: MEASURE_WORDS[measure]({}, told), target: formatNumber(target, locale) };
  return reached === null || percent === null
    ? m.campaigns_target_untold(of, told)
    : m.campaigns_target_said({ ...of, reached: formatNumber(reached, locale), percent }, told);
}

/**
 * The report of a campaign as a PDF, in a language: goal, target, the way in figures, what it cost, what was learnt. Throws
 * `campaigns.not_found`, `platform.forbidden`, `platform.pdf_unavailable`.
 */
export async function campaignPdf(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  { id, locale }: { id: number; locale: Locale },
): Promise<{ fileName: string; body: Uint8Array<ArrayBuffer> }> {
  const campaign = await getCampaign({ ...ctx, locale }, id);
  const figures = await campaignFigures(ctx, id);
  const library = campaign.libraryId === null ? await mainLibrary(ctx) : await getLibrary(ctx, campaign.libraryId);
  const letterhead = await getSetting(ctx.db, 'letterhead');
  const now = ctx.clock.now();
  const told = { locale };
  const day = (date: string): string => formatDate(date, locale);
  const number = (value: number): string => formatNumber(value, locale);
  const data = {
    office: letterhead.office || (library?.name ?? ''),
    over: m.campaigns_report({}, told),
    title: campaign.name,
    period: m.campaigns_days({ from: day(campaign.fromOn), until: day(campaign.untilOn) }, told),
    facts: [
      { label: m.campaigns_field_goal({}, told), text: campaign.goal },
      { label: m.campaigns_field_audience({}, told), text: campaign.audience },
      { label: m.campaigns_target({}, told), text: targetWords(figures, locale) },
      {
        label: m.campaigns_costs({}, told),
        text: m.campaigns_spent_of({ spent: formatRupiah(figures.spent), budget: formatRupiah(campaign.budget) }, told),
      },
      { label: m.campaigns_field_worked({}, told), text: campaign.worked },
      { label: m.campaigns_field_next_time({}, told), text: campaign.nextTime },
    ].filter(({ text }) => text !== ''),
    steps: campaignSteps(figures, locale).map(({ value, label, each }) => ({
      ...{ value, label },
      note: each === null ? '' : m.campaigns_each({ amount: formatRupiah(each) }, told),
    })),
    channels: {
      title: m.campaigns_channels({}, told),
      rows: figures.channels
        .slice(0, MOST_LINES)
        .map(({ channel, opened }) => ({ name: campaignChannelName(channel, locale), count: number(opened) })),
    },
    links: {
      title: m.campaigns_links_most({}, told),
      rows: figures.links
        .filter(({ opened }) => opened > 0)
        .slice(0, MOST_LINES)
        .map(({ label, place, opened }) => ({ name: place || label, count: number(opened) })),
    },
    caution: m.campaigns_caution({}, told),
    printed: m.campaigns_printed({ day: day(localDate(now, await networkZone(ctx.db))) }, told),
  };
  const template = 'modules/city/campaigns/templates/report.typ';
  const body = await renderPdf(config, template, await withLogo(ctx.db, data), { createdAt: now, locale });
  return { fileName: `kampanye-${campaign.code}-${locale}.pdf`, body };
}
