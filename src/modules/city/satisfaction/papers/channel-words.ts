import type { Channel } from '#modules/community/questionnaires/client';
import type { Locale } from '#platform/context';
import { m } from '#i18n/messages';

const CHANNEL_WORDS = {
  link: m.satisfaction_channel_link,
  kiosk: m.satisfaction_channel_kiosk,
  paper: m.satisfaction_channel_paper,
} satisfies Record<Channel, unknown>;

/** What a way of answering is called. */
export const channelName = (channel: Channel, locale: Locale): string => CHANNEL_WORDS[channel]({}, { locale });
