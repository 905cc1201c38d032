import { contactMembers } from '#modules/people/members';
import type { Services } from '#platform/services';
import { openChannels, readChannels } from './channel-settings.ts';
import type { DeliveryChannel, TopicGroup } from '../client.ts';
import { selectLinked } from '../data/planning.queries.ts';
import { chooseChannels } from '../rules/choose-channels.ts';
import { preferencesOf } from './member-preferences.ts';
import { reachOf } from './reach-of.ts';

type Needs = Pick<Services, 'db' | 'mailer' | 'secrets'>;

/** The channels on which a member would be told about a group of topics now; empty = on none. Inside the house only. */
export const channelsTo = async (needs: Needs, memberId: number, group: TopicGroup): Promise<DeliveryChannel[]> =>
  (await channelsToEach(needs, [memberId], group)).get(memberId) ?? [];

/** {@link channelsTo} of many members at once. */
export async function channelsToEach(
  { db, mailer, secrets }: Needs,
  memberIds: readonly number[],
  group: TopicGroup,
): Promise<Map<number, DeliveryChannel[]>> {
  if (memberIds.length === 0) return new Map();
  const ids = [...new Set(memberIds)];
  const [contacts, preferences, linked, settings] = await Promise.all([
    contactMembers(db, ids),
    preferencesOf(db, ids),
    selectLinked(db, ids),
    readChannels(db, secrets),
  ]);
  const open = openChannels(settings, mailer.available);
  const reached = (id: number): DeliveryChannel[] => {
    const contact = contacts.get(id);
    if (contact?.status !== 'active') return [];
    return chooseChannels(group, { preferences: preferences(id), ...reachOf(contact, linked, open) });
  };
  return new Map(ids.map((id) => [id, reached(id)]));
}

/** Whether people without an account are told by e-mail and by WhatsApp now; where not, a person tells them. */
export async function channelsToGuests({ db, mailer, secrets }: Needs): Promise<{ email: boolean; whatsapp: boolean }> {
  const { email, whatsapp } = openChannels(await readChannels(db, secrets), mailer.available);
  return { email, whatsapp };
}
