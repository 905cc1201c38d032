import { contactMembers } from '#modules/members';
import type { Services } from '#platform/services';
import { openChannels, readChannels } from './channel-settings.ts';
import type { DeliveryChannel, TopicGroup } from './client.ts';
import { selectLinked } from './data/planning.queries.ts';
import { chooseChannels } from './rules/choose-channels.ts';
import { preferencesOf } from './member-preferences.ts';
import { reachOf } from './reach-of.ts';

/** The channels on which a member would be told about a group of topics now; empty = on none. Inside the house only. */
export async function channelsTo(
  { db, mailer, secrets }: Pick<Services, 'db' | 'mailer' | 'secrets'>,
  memberId: number,
  group: TopicGroup,
): Promise<DeliveryChannel[]> {
  const contact = (await contactMembers(db, [memberId])).get(memberId);
  if (contact?.status !== 'active') return [];
  const preferences = (await preferencesOf(db, [memberId]))(memberId);
  const linked = await selectLinked(db, [memberId]);
  const open = openChannels(await readChannels(db, secrets), mailer.available);
  return chooseChannels(group, { preferences, ...reachOf(contact, linked, open) });
}
