import { channels, type Channel, type DeliveryChannel, type TopicGroup } from './topics.ts';

export type Preferences = ReadonlyMap<string, boolean>;
export const preferenceKey = (group: TopicGroup, channel: Channel): string => `${group}:${channel}`;

/** Without a choice: what reaches nobody by surprise. WhatsApp needs a yes. */
const DEFAULTS: Record<Channel, boolean> = { email: true, push: true, whatsapp: false, telegram: true };

export const isWanted = (preferences: Preferences, group: TopicGroup, channel: Channel): boolean =>
  preferences.get(preferenceKey(group, channel)) ?? DEFAULTS[channel];

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
