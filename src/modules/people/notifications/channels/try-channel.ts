import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { getSetting } from '#modules/ground/libraries';
import { findMemberByNumber } from '#modules/people/members';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput, requiredText } from '#platform/requests/parse-input';
import type { Services } from '#platform/services';
import { internationalPhone } from '#shared/phone-number';
import { m } from '#i18n/messages';
import { sendEmail } from '../carriers/email.ts';
import type { Outgoing, SendOutcome } from '../carriers/carrier.ts';
import { sendPush } from '../carriers/push.ts';
import { sendTelegram } from '../carriers/telegram.ts';
import { sendWhatsapp } from '../carriers/whatsapp.ts';
import { openChannels, readChannels, type ChannelSettings } from './channel-settings.ts';
import type { Channel } from '../client.ts';
import { findChat, selectSubscriptions } from '../data/deliveries.queries.ts';
import { noticeErrors } from '../errors.ts';
import { accountUrl } from '../texts/write-message.ts';

type Needs = Pick<Services, 'mailer' | 'secrets' | 'config'>;
/** `to`: an e-mail address, a telephone number, or (push, Telegram) the number of a member who linked a device or a chat. */
export const trialInput = z.object({ to: requiredText(200) });
export type Trial = { state: SendOutcome['state']; code: string; detail: string | null };

/**
 * Sends one message to somebody named, to see whether a channel works; also before it is switched on. Tried once, whatever comes of
 * it. Needs `notices.manage` network-wide. Throws `notices.channel_incomplete`, `platform.invalid_input` (to).
 */
export async function tryChannel(ctx: Ctx, needs: Needs, channel: Channel, input: { to: string }): Promise<Trial> {
  authorize(ctx, 'notices.manage', null);
  const { to } = parseInput(trialInput, input);
  const settings = await readChannels(ctx.db, needs.secrets);
  const switchedOn = { ...settings, [channel]: { ...settings[channel], enabled: true } };
  if (!openChannels(switchedOn, needs.mailer.available)[channel]) throw noticeErrors.channelIncomplete();
  const { publicUrl } = needs.config;
  const network = await getSetting(ctx.db, 'networkName');
  const message: Outgoing = {
    key: randomUUID(),
    language: ctx.locale,
    subject: m.notice_trial_subject({ network }, { locale: ctx.locale }),
    body: m.notice_trial_text({ network }, { locale: ctx.locale }),
    accountUrl: accountUrl(publicUrl, ctx.locale),
    unsubscribeUrl: null,
  };
  const outcome = await sendTo(ctx, needs, settings, channel, to, message);
  const trial: Trial = {
    state: outcome.state,
    code: outcome.state === 'sent' ? 'accepted' : outcome.code,
    detail: outcome.detail,
  };
  await ctx.db.transaction().execute(async (trx) =>
    recordAudit(trx, ctx, {
      action: 'notice_channel.tried',
      entity: 'notice_channel',
      entityId: channel,
      after: { state: trial.state, code: trial.code },
    }),
  );
  return trial;
}

async function sendTo(
  ctx: Ctx,
  { mailer, config }: Needs,
  settings: ChannelSettings,
  channel: Channel,
  to: string,
  message: Outgoing,
): Promise<SendOutcome> {
  switch (channel) {
    case 'email': {
      if (!z.email().safeParse(to).success) throw platformErrors.invalidInput({}, { to: 'email' });
      return sendEmail(mailer, to, message, new URL(config.publicUrl).hostname);
    }
    case 'whatsapp': {
      const phone = internationalPhone(to);
      if (phone === null) throw platformErrors.invalidInput({}, { to: 'phone' });
      return sendWhatsapp(settings.whatsapp, phone, message, config.outgoingHosts);
    }
    case 'telegram': {
      const chat = await findChat(ctx.db, await memberId(ctx, to));
      if (chat === null) throw platformErrors.invalidInput({}, { to: 'no_chat' });
      return sendTelegram(settings.telegram, chat, message, config.outgoingHosts);
    }
    case 'push': {
      const devices = await selectSubscriptions(ctx.db, await memberId(ctx, to));
      if (devices.length === 0) throw platformErrors.invalidInput({}, { to: 'no_device' });
      const owner = config.publicUrl.startsWith('https:') ? config.publicUrl : `mailto:${config.mailFrom}`;
      return (await sendPush(settings.push, devices, message, owner, config.outgoingHosts)).outcome;
    }
  }
}

async function memberId(ctx: Ctx, number: string): Promise<number> {
  const member = await findMemberByNumber(ctx.db, number);
  if (!member) throw platformErrors.invalidInput({}, { to: 'no_such_member' });
  return member.id;
}
