import { campaignChannelName, campaignSteps, MEASURE_WORDS } from '#modules/city/campaigns';
import type { CampaignFigures } from '#modules/city/campaigns/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';
import { canAnywhere } from '#platform/rights/authorize';
import { formatNumber, formatRupiah } from '#shared/money';

/** What came of a campaign, in words. */
export function figuresView({ actor, locale }: Pick<Ctx, 'actor' | 'locale'>, figures: CampaignFigures) {
  const number = (value: number): string => formatNumber(value, locale);
  const { measure, target, reached, percent, links } = figures;
  const of = { what: MEASURE_WORDS[measure](), target: number(target) };
  const [most] = links;
  const steps = campaignSteps(figures, locale);
  const mayMake = canAnywhere(actor, 'posters.make');
  const mayLink = canAnywhere(actor, 'links.manage');
  return {
    steps: figures.opened === 0 && figures.seen === null && steps.length === 1 ? [] : steps,
    target:
      reached === null || percent === null
        ? m.campaigns_target_untold(of)
        : m.campaigns_target_said({ ...of, reached: number(reached), percent }),
    best:
      most && most.opened > 0 && most.place !== '' ? m.campaigns_best({ place: most.place, count: most.opened }) : null,
    each: steps.flatMap(({ key, label, each }) => (each === null ? [] : [{ key, label, cost: formatRupiah(each) }])),
    channels: figures.channels.map(({ channel, opened, links: count }) => ({
      ...{ key: channel, name: campaignChannelName(channel, locale), links: number(count), opened: number(opened) },
    })),
    links: links.map(({ code, label, place, channel, opened }) => ({
      ...{ code, label, place, channel: campaignChannelName(channel, locale), opened: number(opened) },
      href: mayLink ? localizeHref(`/staf/tautan/${code}`) : null,
    })),
    posters: figures.posters.map(({ id, title, opened }) => ({
      ...{ id, title, opened: number(opened) },
      href: mayMake ? localizeHref(`/staf/kabar/poster/${id}`) : null,
    })),
    mayMake,
  };
}
export type FiguresView = ReturnType<typeof figuresView>;
