import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { contactMembers, getMember } from '#modules/people/members';
import { authorize } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import type { Secrets } from '#platform/rights/secrets';
import type { Services } from '#platform/services';
import { openChannels, readChannels } from './channel-settings.ts';
import { channels, topicGroups, type Channel, type TopicGroup } from '../client.ts';
import { selectDevices, upsertChoices } from '../data/choices.queries.ts';
import { selectLinked } from '../data/planning.queries.ts';
import { noticeErrors } from '../errors.ts';
import { preferencesOf } from './member-preferences.ts';
import { quietHoursOf } from './quiet-hours-of.ts';
import { reachOf } from './reach-of.ts';
import { isWanted, type Preferences } from '../rules/choose-channels.ts';
import type { QuietHours } from '../rules/quiet-hours.ts';
import { readUnsubscribeToken } from './unsubscribe-token.ts';

export interface Choice {
  group: TopicGroup;
  channel: Channel;
  wanted: boolean;
}
export interface ChoicesView {
  choices: Choice[];
  /** Channels that the network has open, and whether there is an address for this member. */
  reach: Record<Channel, { open: boolean; address: boolean }>;
  email: string | null;
  phone: string | null;
  devices: { id: number; device: string; createdAt: Date }[];
  /** What the ledger of consents says: no reminder goes out after `withdrawn`, no news without a yes. */
  consents: { reminders: Preferences['reminders']; news: boolean };
  /** A telephone number to which a message can go. */
  hasPhone: boolean;
  /** When nobody is disturbed, on the wall clock of the member's library. */
  quiet: QuietHours;
}
type Needs = Pick<Services, 'mailer' | 'secrets'>;

async function viewChoices(ctx: Ctx, { mailer, secrets }: Needs, memberId: number): Promise<ChoicesView> {
  const contact = (await contactMembers(ctx.db, [memberId])).get(memberId);
  if (!contact) throw platformErrors.notFound();
  const preferences = (await preferencesOf(ctx.db, [memberId]))(memberId);
  const linked = await selectLinked(ctx.db, [memberId]);
  const open = openChannels(await readChannels(ctx.db, secrets), mailer.available);
  const { reach, hasPhone } = reachOf(contact, linked, open);
  return {
    choices: topicGroups.flatMap((group) =>
      channels.map((channel) => ({ group, channel, wanted: isWanted(preferences, group, channel) })),
    ),
    reach,
    hasPhone,
    email: contact.email,
    phone: contact.phone,
    devices: await selectDevices(ctx.db, memberId),
    consents: { reminders: preferences.reminders, news: preferences.news },
    quiet: (await quietHoursOf(ctx.db))(contact.homeLibraryId),
  };
}

const ownId = (ctx: Ctx): number => {
  if (ctx.actor.kind !== 'member') throw platformErrors.signInNeeded();
  return ctx.actor.id;
};

/** What the member who is signed in wants to be told, and how they can be reached. */
export const getOwnChoices = async (ctx: Ctx, needs: Needs): Promise<ChoicesView> =>
  viewChoices(ctx, needs, ownId(ctx));

/** The same of any member. Needs `members.read` at the home library. */
export async function getChoices(ctx: Ctx, needs: Needs, number: string): Promise<ChoicesView> {
  return viewChoices(ctx, needs, (await getMember(ctx, number)).id);
}

export const choicesInput = z
  .array(z.object({ group: z.enum(topicGroups), channel: z.enum(channels), wanted: z.boolean() }))
  .max(topicGroups.length * channels.length);

async function writeChoices(trx: Tx, ctx: Ctx, memberId: number, choices: readonly Choice[]): Promise<void> {
  const preferences = (await preferencesOf(trx, [memberId]))(memberId);
  const changed = choices.filter(({ group, channel, wanted }) => isWanted(preferences, group, channel) !== wanted);
  await upsertChoices(
    trx,
    memberId,
    choices.map(({ group, channel, wanted }) => ({ topicGroup: group, channel, wanted })),
    { chosenAt: ctx.clock.now(), chosenBy: actorName(ctx.actor) },
  );
  if (changed.length === 0) return;
  await recordAudit(trx, ctx, {
    action: 'notice_choice.saved',
    entity: 'member',
    entityId: memberId,
    after: Object.fromEntries(changed.map(({ group, channel, wanted }) => [`${group}.${channel}`, wanted])),
  });
}

/** A member chooses what to be told and how; what is left out stays. */
export async function saveOwnChoices(ctx: Ctx, input: readonly Choice[]): Promise<void> {
  const memberId = ownId(ctx);
  const choices = parseInput(choicesInput, input);
  await ctx.db.transaction().execute(async (trx) => writeChoices(trx, ctx, memberId, choices));
}

/** The desk writes down what a member said. Needs `members.edit` at the home library. */
export async function saveChoices(ctx: Ctx, number: string, input: readonly Choice[]): Promise<void> {
  const member = await getMember(ctx, number);
  authorize(ctx, 'members.edit', member.homeLibraryId);
  const choices = parseInput(choicesInput, input);
  await ctx.db.transaction().execute(async (trx) => writeChoices(trx, ctx, member.id, choices));
}

/**
 * Whoever holds a link from one of our messages switches that channel off, without signing in: the link can do no more.
 * Throws `notices.link_not_valid`.
 */
export async function unsubscribe(ctx: Ctx, secrets: Secrets, token: string): Promise<{ channel: Channel }> {
  const about = readUnsubscribeToken(secrets, token);
  if (!about || !(await contactMembers(ctx.db, [about.memberId])).has(about.memberId))
    throw noticeErrors.linkNotValid();
  const { memberId, channel } = about;
  await ctx.db.transaction().execute(async (trx) =>
    writeChoices(
      trx,
      ctx,
      memberId,
      topicGroups.map((group) => ({ group, channel, wanted: false })),
    ),
  );
  return { channel };
}

/** Which channel a link switches off, before it does. Throws `notices.link_not_valid`. */
export function readUnsubscribeLink(secrets: Secrets, token: string): { channel: Channel } {
  const about = readUnsubscribeToken(secrets, token);
  if (!about) throw noticeErrors.linkNotValid();
  return { channel: about.channel };
}
