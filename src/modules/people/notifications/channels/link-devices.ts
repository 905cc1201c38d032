import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput, requiredText } from '#platform/requests/parse-input';
import type { Services } from '#platform/services';
import { isDevice } from '../carriers/push.ts';
import { openChannels, readChannels } from './channel-settings.ts';
import {
  deleteDevice,
  deleteOldDevices,
  replaceChat,
  takeLinkCode,
  upsertDevice,
  upsertLinkCode,
} from '../data/choices.queries.ts';
import { deleteChat } from '../data/deliveries.queries.ts';
import { noticeErrors } from '../errors.ts';

const CODE_MINUTES = 30;
type Needs = Pick<Services, 'mailer' | 'secrets'>;

function ownId(ctx: Ctx): number {
  if (ctx.actor.kind !== 'member') throw platformErrors.signInNeeded();
  return ctx.actor.id;
}
const hashOf = (code: string): string => createHash('sha256').update(code).digest('hex');

/** What a browser gives after it was asked (Push API, `PushSubscription.toJSON()`). */
export const deviceInput = z.object({
  endpoint: z.url().max(1000),
  keys: z.object({ p256dh: requiredText(200), auth: requiredText(100) }),
  device: requiredText(120),
});
export type DeviceInput = z.input<typeof deviceInput>;

/** The key that a browser needs to subscribe; null = push is switched off. */
export async function pushKey(ctx: Pick<Ctx, 'db'>, { mailer, secrets }: Needs): Promise<string | null> {
  const settings = await readChannels(ctx.db, secrets);
  return openChannels(settings, mailer.available).push ? settings.push.config.publicKey : null;
}

const isAmong = (host: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => (pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern));

/** More browsers than a person has; each is one more call for every message. */
const MOST_DEVICES = 10;

/**
 * A member's browser is to get messages; beyond ten the oldest gives way. Throws `notices.foreign_push_service` for an address that is no
 * known service, `platform.invalid_input` for keys that are none.
 */
export async function addDevice(ctx: Ctx, { secrets }: Needs, input: DeviceInput): Promise<void> {
  const memberId = ownId(ctx);
  const { endpoint, keys, device } = parseInput(deviceInput, input);
  if (!isDevice(keys)) throw platformErrors.invalidInput({}, { keys: 'invalid' });
  const { push } = await readChannels(ctx.db, secrets);
  const url = new URL(endpoint);
  if (url.protocol !== 'https:' || !isAmong(url.hostname, push.config.hosts)) throw noticeErrors.foreignPushService();
  await ctx.db.transaction().execute(async (trx) => {
    await upsertDevice(trx, { memberId, endpoint, ...keys, device, createdAt: ctx.clock.now() });
    await deleteOldDevices(trx, memberId, MOST_DEVICES);
    await recordAudit(trx, ctx, {
      action: 'push_device.added',
      entity: 'member',
      entityId: memberId,
      after: { device },
    });
  });
}

/** A browser gets no more messages. */
export async function removeDevice(ctx: Ctx, id: number): Promise<void> {
  const memberId = ownId(ctx);
  await ctx.db.transaction().execute(async (trx) => {
    if (!(await deleteDevice(trx, memberId, id))) return;
    await recordAudit(trx, ctx, { action: 'push_device.removed', entity: 'member', entityId: memberId });
  });
}

/**
 * A link that opens the library's bot with a code in it; whoever sends the code to the bot within half an hour links their chat.
 * Throws `notices.channel_not_open`.
 */
export async function makeTelegramLink(
  ctx: Ctx,
  { mailer, secrets }: Needs,
): Promise<{ url: string; minutes: number }> {
  const memberId = ownId(ctx);
  const settings = await readChannels(ctx.db, secrets);
  if (!openChannels(settings, mailer.available).telegram) throw noticeErrors.channelNotOpen();
  const code = randomBytes(18).toString('base64url');
  const expiresAt = new Date(ctx.clock.now().getTime() + CODE_MINUTES * 60_000);
  await ctx.db
    .transaction()
    .execute(async (trx) => upsertLinkCode(trx, { memberId, codeHash: hashOf(code), expiresAt }));
  return { url: `https://t.me/${settings.telegram.config.botUsername}?start=${code}`, minutes: CODE_MINUTES };
}

/** The bot was sent a code. @returns whose it was, or null for one that is unknown, used or too old */
export async function linkTelegram(ctx: Ctx, code: string, chatId: string): Promise<number | null> {
  return ctx.db.transaction().execute(async (trx) => {
    const memberId = await takeLinkCode(trx, hashOf(code), ctx.clock.now());
    if (memberId === null) return null;
    await replaceChat(trx, { memberId, chatId, linkedAt: ctx.clock.now() });
    await recordAudit(trx, ctx, { action: 'telegram.linked', entity: 'member', entityId: memberId });
    return memberId;
  });
}

/** A member's chat gets no more messages. */
export async function unlinkTelegram(ctx: Ctx): Promise<void> {
  const memberId = ownId(ctx);
  await ctx.db.transaction().execute(async (trx) => {
    await deleteChat(trx, memberId);
    await recordAudit(trx, ctx, { action: 'telegram.unlinked', entity: 'member', entityId: memberId });
  });
}
