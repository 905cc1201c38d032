import type { Api } from 'grammy';
import { contactMembers } from '#modules/people/members';
import { systemCtx, type Ctx } from '#platform/context';
import { Round } from '#platform/database/round';
import type { Services } from '#platform/services';
import { m } from '#i18n/messages';
import { telegramApi } from '../carriers/telegram.ts';
import { lockChannel, updateChannel, whileOnlyReader } from '../data/channels.queries.ts';
import { hearTelegram } from '../heard/hear-telegram.ts';
import { besideWords, type Said } from '../rules/said-in-chat.ts';
import { telegramSaid } from '../rules/telegram-said.ts';
import { openChannels, readChannels, type ChannelSettings } from './channel-settings.ts';
import { linkTelegram } from './link-devices.ts';

type Needs = Pick<Services, 'db' | 'clock' | 'secrets' | 'mailer' | 'config'>;
const JOB = 'notifications.telegram';

/**
 * Reads what was written to the bot: links chats by their codes, and keeps what members wrote until it becomes a ticket. Asking (instead of being
 * called) works behind any router. One process reads at a time; another one that comes meanwhile leaves it to that one. A chat that cannot be
 * linked stops no other.
 */
export async function readTelegram(needs: Needs): Promise<void> {
  const { db, secrets, mailer } = needs;
  if (!openChannels(await readChannels(db, secrets), mailer.available).telegram) return;
  await whileOnlyReader(db, async () => readUpdates(needs));
}

async function readUpdates(needs: Needs): Promise<void> {
  const { db, clock, secrets, config } = needs;
  const round = new Round({ requestId: JOB });
  // read anew: whoever was reading may have moved on just now
  const { telegram } = await readChannels(db, secrets);
  const api = await telegramApi(telegram, config.outgoingHosts);
  const ctx = systemCtx(db, clock, JOB);
  const updates = await api.getUpdates({
    offset: telegram.config.offset,
    timeout: 0,
    allowed_updates: ['message'],
  });
  const last = updates.at(-1);
  if (last === undefined) return;
  const all = besideWords(updates.flatMap((update) => telegramSaid(update) ?? []));
  await round.each(
    all.filter(({ says }) => says === 'code'),
    async (said) => linkChat(ctx, api, said),
  );
  const others = all.filter(({ says }) => says !== 'code');
  const hints = await keepAndMoveOn(needs, ctx, { telegram, others, offset: last.update_id + 1 });
  for (const { chat, text } of hints) await politely(api, chat, text);
  round.end();
}

/** Without it everything stands as well. */
async function politely(api: Api, chat: string, text: string): Promise<void> {
  await api.sendMessage(chat, text, { link_preview_options: { is_disabled: true } }).catch(() => undefined);
}

async function linkChat(ctx: Ctx, api: Api, { words: code, sender }: Said): Promise<void> {
  const memberId = await linkTelegram(ctx, code, sender);
  const contact = memberId === null ? undefined : (await contactMembers(ctx.db, [memberId])).get(memberId);
  const locale = contact?.locale ?? 'id';
  const text = contact
    ? m.notice_telegram_linked({ name: contact.fullName }, { locale })
    : m.notice_telegram_code_old({}, { locale });
  await politely(api, sender, text);
}

/** Keeps what was said and moves on behind it, in one transaction: what is lost here would be heard by nobody. @returns what is answered in which chat */
async function keepAndMoveOn(
  { db, clock, secrets, config }: Needs,
  ctx: Ctx,
  { telegram, others, offset }: { telegram: ChannelSettings['telegram']; others: readonly Said[]; offset: number },
): Promise<{ chat: string; text: string }[]> {
  return db.transaction().execute(async (trx) => {
    const hints: { chat: string; text: string }[] = [];
    for (const said of others) {
      const text = await hearTelegram(trx, ctx, { secrets, config }, { telegram, said });
      if (text !== null) hints.push({ chat: said.sender, text });
    }
    const row = await lockChannel(trx, 'telegram');
    const present = (await readChannels(trx, secrets)).telegram;
    // set anew meanwhile: what was read says nothing of another bot
    if (!isSameBot(present, telegram)) return hints;
    const kept = typeof row.secrets === 'object' && row.secrets !== null ? row.secrets : {};
    const read = { ...present.config, offset };
    await updateChannel(trx, 'telegram', { enabled: row.enabled, config: read, secrets: kept, at: clock.now() });
    return hints;
  });
}

const isSameBot = (one: ChannelSettings['telegram'], other: ChannelSettings['telegram']): boolean =>
  one.config.apiRoot === other.config.apiRoot && one.secrets.botToken === other.secrets.botToken;
