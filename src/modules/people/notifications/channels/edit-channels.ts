import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { NotPublic, requirePublicHost } from '#platform/sending/outgoing';
import { parseInput } from '#platform/requests/parse-input';
import type { Services } from '#platform/services';
import { channelConfigs, channelSecrets, openChannels, readChannels, sealSecret } from './channel-settings.ts';
import { channels, type Channel } from '../client.ts';
import { lockChannel, updateChannel } from '../data/channels.queries.ts';

export interface ChannelView {
  channel: Channel;
  enabled: boolean;
  /** Switched on and complete: messages go out. */
  open: boolean;
  config: Record<string, unknown>;
  /** Which secrets are set; what they are is never shown. */
  secrets: Record<string, boolean>;
}

/** How each carrier is reached, without secrets. Needs `notices.manage` network-wide. */
export async function listChannels(
  ctx: Ctx,
  { secrets, mailer }: Pick<Services, 'secrets' | 'mailer'>,
): Promise<ChannelView[]> {
  authorize(ctx, 'notices.manage', null);
  const settings = await readChannels(ctx.db, secrets);
  const open = openChannels(settings, mailer.available);
  return channels.map((channel) => ({
    channel,
    enabled: settings[channel].enabled,
    open: open[channel],
    config: { ...settings[channel].config },
    secrets: Object.fromEntries(Object.entries(settings[channel].secrets).map(([name, value]) => [name, value !== ''])),
  }));
}

export const channelInput = z.object({
  enabled: z.boolean(),
  /** What is left out stays. */
  config: z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({}),
  /** What is left out or empty stays; secrets can be written, never read. */
  secrets: z.record(z.string(), z.string().trim().max(1000)).default({}),
});
export type ChannelInput = z.input<typeof channelInput>;

/** Where a carrier is reached; the secrets of a channel were meant for this place alone. */
const addressOf = (config: object): unknown =>
  'baseUrl' in config ? config.baseUrl : 'apiRoot' in config ? config.apiRoot : null;

/**
 * Sets how a carrier is reached. Needs `notices.manage` network-wide. With another address the secrets that are not given anew are
 * forgotten: whoever may change it, but not read them, must not have them sent elsewhere. The audit says which secrets were set, not
 * what they are. Throws `platform.invalid_input` (`baseUrl`, `apiRoot`: no public address).
 */
export async function saveChannel(
  ctx: Ctx,
  { secrets, config: machine }: Pick<Services, 'secrets' | 'config'>,
  channel: Channel,
  input: ChannelInput,
): Promise<void> {
  authorize(ctx, 'notices.manage', null);
  const wanted = parseInput(channelInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const row = await lockChannel(trx, channel);
    const before = channelConfigs[channel].parse(row.config);
    const config = parseInput(channelConfigs[channel], { ...before, ...wanted.config });
    requirePublic(config, machine.outgoingHosts);
    const moved = addressOf(before) !== addressOf(config);
    const known = Object.keys(channelSecrets[channel].shape);
    const fresh = Object.entries(wanted.secrets).filter(([name, plain]) => known.includes(name) && plain !== '');
    const sealed = Object.fromEntries(fresh.map(([name, plain]) => [name, sealSecret(secrets, channel, name, plain)]));
    await updateChannel(trx, channel, {
      enabled: wanted.enabled,
      // another bot counts its messages anew: by where we are with this one we would never read them
      config: 'offset' in config && (moved || 'botToken' in sealed) ? { ...config, offset: 0 } : config,
      secrets: { ...(moved ? {} : z.record(z.string(), z.string()).parse(row.secrets)), ...sealed },
      at: ctx.clock.now(),
    });
    await recordAudit(trx, ctx, {
      action: 'notice_channel.saved',
      entity: 'notice_channel',
      entityId: channel,
      before: { enabled: row.enabled, config: before },
      after: {
        enabled: wanted.enabled,
        config,
        secretsSet: fresh.map(([name]) => name),
        ...(moved && { secretsForgotten: true }),
      },
    });
  });
}

function requirePublic(config: object, named: readonly string[]): void {
  const address = addressOf(config);
  if (typeof address !== 'string') return;
  try {
    requirePublicHost(new URL(address), named);
  } catch (error) {
    if (!(error instanceof NotPublic)) throw error;
    throw platformErrors.invalidInput({}, { ['baseUrl' in config ? 'baseUrl' : 'apiRoot']: 'not_public' });
  }
}
