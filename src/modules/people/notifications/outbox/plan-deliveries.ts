import { listLibraries } from '#modules/ground/libraries';
import { contactMembers, type MemberContact } from '#modules/people/members';
import { watchClock } from '#platform/clock-watch';
import type { Tx } from '#platform/database/db';
import { Round } from '#platform/database/round';
import type { Services } from '#platform/services';
import { HOME_ZONE } from '#shared/dates';
import { openChannels, readChannels } from '../channels/channel-settings.ts';
import type { Channel, DeliveryChannel } from '../client.ts';
import {
  insertDelivery,
  lockPlanning,
  markPlanned,
  selectLinked,
  selectMembersToTell,
  selectUnplanned,
  type UnplannedNotice,
} from '../data/planning.queries.ts';
import type { NoticeKinds } from '../notice-kind.ts';
import { preferencesOf } from '../channels/member-preferences.ts';
import { quietHoursOf } from '../channels/quiet-hours-of.ts';
import { reachOf, type Linked } from '../channels/reach-of.ts';
import { chooseChannels, type Preferences, type Reach } from '../rules/choose-channels.ts';
import { afterQuietHours } from '../rules/quiet-hours.ts';

/** How long a notice waits for others, so that they are told together. */
const GATHER_MINUTES = 3;
const MEMBERS_AT_ONCE = 50;

type Needs = Pick<Services, 'db' | 'clock' | 'mailer' | 'secrets' | 'notices'>;

/**
 * Makes deliveries of what is to be told: for each member one message per channel. What waits shorter than three minutes is left
 * for the next run, unless `atOnce`.
 * @returns how many deliveries were made
 */
export async function planDeliveries(needs: Needs, { atOnce = false } = {}): Promise<number> {
  let made = 0;
  const round = new Round({ requestId: 'notifications.plan' });
  // what is over is put aside for good: by a date that nobody has accepted it waits
  const jumped = (await watchClock(needs)) !== null;
  // what no module knows (any more) waits for one that does
  const topics = [...needs.notices.keys()];
  const immediate = topics.filter((topic) => needs.notices.get(topic)?.immediate);
  for (let afterId = 0; ;) {
    const now = needs.clock.now();
    const about = { topics, gatheredBefore: gatheredUntil(now, atOnce), overAt: jumped ? now : null };
    const members = await selectMembersToTell(needs.db, { ...about, immediate, afterId, limit: MEMBERS_AT_ONCE });
    const ids = members.map(({ memberId }) => memberId);
    await round.together(ids, async (some) => {
      made += await needs.db.transaction().execute(async (trx) => planFor(trx, needs, some, about));
    });
    const last = members.at(-1);
    if (last === undefined || members.length < MEMBERS_AT_ONCE) break;
    afterId = last.firstId;
  }
  round.end();
  return made;
}

const gatheredUntil = (now: Date, atOnce: boolean): Date =>
  atOnce ? now : new Date(now.getTime() - GATHER_MINUTES * 60_000);

/** What another process planned meanwhile is not found any more. */
async function planFor(
  trx: Tx,
  { clock, mailer, secrets, notices: kinds }: Needs,
  memberIds: readonly number[],
  { topics, gatheredBefore, overAt }: { topics: readonly string[]; gatheredBefore: Date; overAt: Date | null },
): Promise<number> {
  await lockPlanning(trx);
  const now = clock.now();
  const notices = await selectUnplanned(trx, memberIds, { topics, overAt });
  const contacts = await contactMembers(trx, memberIds);
  const preferences = await preferencesOf(trx, memberIds);
  const linked = await selectLinked(trx, memberIds);
  const open = openChannels(await readChannels(trx, secrets), mailer.available);
  const quiet = await quietHoursOf(trx);
  const zones = new Map((await listLibraries({ db: trx })).map((library) => [library.id, library.timeZone]));
  let made = 0;
  for (const [memberId, contact] of contacts) {
    const own = notices.filter((notice) => notice.memberId === memberId);
    const urgent = own.filter((notice) => kinds.get(notice.topic)?.immediate);
    const others = own.filter(({ topic }) => !kinds.get(topic)?.immediate && !kinds.get(topic)?.by);
    // what has a way of its own stands for itself
    const apart = own.filter(({ topic }) => kinds.get(topic)?.by).map((notice) => [notice]);
    // one that is ready takes the fresh ones along
    const ready = others.some((notice) => notice.createdAt <= gatheredBefore) ? others : [];
    const person = { contact, preferences: preferences(memberId), linked, open, kinds };
    for (const batch of [urgent, ready, ...apart]) {
      const libraryId = libraryOf(batch, contact);
      const zone = zones.get(libraryId) ?? HOME_ZONE;
      const nextAttemptAt = batch === urgent ? now : afterQuietHours(now, zone, quiet(libraryId));
      for (const [channel, ids] of byChannel(batch, person, now)) {
        const row = { memberId, libraryId, channel, urgent: batch === urgent, nextAttemptAt, createdAt: now };
        await insertDelivery(trx, row, ids);
        made += 1;
      }
      await markPlanned(
        trx,
        batch.map((notice) => notice.id),
        now,
      );
    }
  }
  return made;
}

interface Person {
  contact: MemberContact;
  preferences: Preferences;
  linked: Linked;
  open: Record<Channel, boolean>;
  kinds: NoticeKinds;
}

/** Which notices go on which channel; none for whoever has left, and none that is no longer true. */
function byChannel(notices: readonly UnplannedNotice[], person: Person, now: Date): Map<DeliveryChannel, number[]> {
  const { contact, preferences, linked, open, kinds } = person;
  const reached = reachOf(contact, linked, open);
  const out = new Map<DeliveryChannel, number[]>();
  if (contact.status !== 'active') return out;
  for (const notice of notices) {
    const kind = kinds.get(notice.topic);
    if (!kind || (notice.expiresAt !== null && notice.expiresAt <= now)) continue;
    for (const channel of kind.by
      ? onlyBy(kind.by.channel, reached.reach)
      : chooseChannels(kind.group, { preferences, ...reached })) {
      out.set(channel, [...(out.get(channel) ?? []), notice.id]);
    }
  }
  return out;
}

/** One way alone, where it is open and leads to them. */
const onlyBy = (channel: Channel, reach: Reach): Channel[] =>
  reach[channel].open && reach[channel].address ? [channel] : [];

/** In whose name: the library's, or the home library's where several have something to say. */
function libraryOf(notices: readonly UnplannedNotice[], { homeLibraryId }: MemberContact): number {
  const ids = new Set(notices.map((notice) => notice.libraryId));
  const [only] = ids;
  return ids.size === 1 && only !== undefined ? only : homeLibraryId;
}
