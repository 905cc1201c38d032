import { m } from '#i18n/messages';
import type { Locale } from '#platform/context';
import { formatNumber } from '#shared/money';
import type { CampaignFigures, Measure, Standing } from './client.ts';

type Words = (inputs?: Record<string, never>, options?: { locale?: Locale }) => string;

/** What is counted, in a few words. */
export const MEASURE_WORDS: Record<Measure, Words> = {
  openings: m.campaigns_measure_openings,
  enrolled: m.campaigns_measure_enrolled,
  attended: m.campaigns_measure_attended,
  present: m.campaigns_measure_present,
  with_card: m.campaigns_measure_with_card,
  first_loans: m.campaigns_measure_first_loans,
};

/** How a campaign stands, in a word or two. */
export const STANDING_WORDS: Record<Standing, Words> = {
  draft: m.campaigns_standing_draft,
  submitted: m.campaigns_standing_submitted,
  upcoming: m.campaigns_standing_upcoming,
  running: m.campaigns_standing_running,
  over: m.campaigns_standing_over,
  reported: m.campaigns_standing_reported,
};

const CHANNELS: Readonly<Record<string, Words>> = {
  wall: m.posters_channel_wall,
  table: m.posters_channel_table,
  handed: m.posters_channel_handed,
  screen: m.posters_channel_screen,
  other: m.posters_channel_other,
  '': m.campaigns_channel_none,
};

/** How a link is read where it hangs, as people call it; a network has the name that it has itself. */
export function campaignChannelName(channel: string, locale: Locale): string {
  const words = Object.hasOwn(CHANNELS, channel) ? CHANNELS[channel] : undefined;
  if (words) return words({}, { locale });
  if (channel === 'whatsapp') return 'WhatsApp';
  return channel.slice(0, 1).toUpperCase() + channel.slice(1).replaceAll('_', ' ');
}

/** A step of the way from seeing something to a first loan. */
export interface CampaignStep {
  key: string;
  value: string;
  label: string;
  /** What one cost, in rupiah; null = it is not told. */
  each: number | null;
}

/** The way in figures, as far as it may be told: each step stands for itself. */
export function campaignSteps(
  { seen, opened, chain, present, each }: CampaignFigures,
  locale: Locale,
): readonly CampaignStep[] {
  const told = { locale };
  const number = (value: number): string => formatNumber(value, locale);
  const step = (key: string, value: number | null, label: Words, cost: number | null = null): CampaignStep[] =>
    value === null ? [] : [{ key, value: number(value), label: label({}, told), each: cost }];
  return [
    ...step('seen', seen, m.campaigns_step_seen, each.seen),
    ...step('opened', opened, m.campaigns_step_opened, each.opened),
    ...step('enrolled', chain.enrolled, m.campaigns_step_enrolled, each.enrolled),
    ...step('attended', chain.attended, m.campaigns_step_attended, each.attended),
    ...step('present', present, m.campaigns_step_present, each.present),
    ...step('withCard', chain.withCard, m.campaigns_step_with_card),
    ...(chain.firstLoans === null
      ? []
      : [
          {
            ...{ key: 'firstLoans', each: null, label: m.campaigns_step_first_loans({}, told) },
            value: m.posters_at_least({ count: number(chain.firstLoans) }, told),
          },
        ]),
  ];
}
