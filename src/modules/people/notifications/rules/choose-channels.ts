import { channels, type Channel, type DeliveryChannel, type TopicGroup } from './channels.ts';

/** What a member chose and consented to. */
export interface Preferences {
  /** By {@link preferenceKey}. */
  choices: ReadonlyMap<string, boolean>;
  /** The last word in the ledger about reminders; null = never asked. */
  reminders: 'given' | 'withdrawn' | null;
  /** Has said yes to news. */
  news: boolean;
}
export const NO_PREFERENCES: Preferences = { choices: new Map(), reminders: null, news: false };
export const preferenceKey = (group: TopicGroup, channel: Channel): string => `${group}:${channel}`;

/** Without a choice: what reaches nobody by surprise. WhatsApp needs a yes. */
const DEFAULTS: Record<Channel, boolean> = { email: true, push: true, whatsapp: false, telegram: true };

/**
 * Does a member want to be told so? Consent goes before choices: who took back the one to reminders gets none, and news goes only
 * to who said yes to it. Reminders by WhatsApp go to who said yes to reminders, unless they chose otherwise.
 */
export function isWanted(preferences: Preferences, group: TopicGroup, channel: Channel): boolean {
  const { choices, reminders, news } = preferences;
  if (group === 'news' && !news) return false;
  if (group === 'loans' && reminders === 'withdrawn') return false;
  const byConsent = group === 'loans' && channel === 'whatsapp' && reminders === 'given';
  return choices.get(preferenceKey(group, channel)) ?? (byConsent || DEFAULTS[channel]);
}

/** Which channels are switched on in this network, and by which this member can be reached. */
export type Reach = Record<Channel, { open: boolean; address: boolean }>;

/**
 * The channels on which a member is told about a group of topics.
 *
 * `phone` (a librarian sends it by hand) stands in for WhatsApp where the network has no connection to it and the member wants it,
 * and for everything where nothing else reaches a member about their loans and holds: unless they chose to hear nothing.
 */
export function chooseChannels(
  group: TopicGroup,
  { preferences, reach, hasPhone }: { preferences: Preferences; reach: Reach; hasPhone: boolean },
): DeliveryChannel[] {
  const wanted = channels.filter((channel) => isWanted(preferences, group, channel));
  const automatic: DeliveryChannel[] = wanted.filter((channel) => reach[channel].open && reach[channel].address);
  if (!hasPhone || automatic.includes('whatsapp')) return automatic;
  const byHand =
    wanted.includes('whatsapp') ||
    (automatic.length === 0 && wanted.length > 0 && (group === 'loans' || group === 'holds'));
  return byHand ? [...automatic, 'phone'] : automatic;
}
