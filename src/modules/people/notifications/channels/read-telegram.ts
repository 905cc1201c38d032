import { contactMembers } from '#modules/people/members';
import { systemCtx } from '#platform/context';
import { Round } from '#platform/database/round';
import type { Services } from '#platform/services';
import { m } from '#i18n/messages';
import { telegramApi } from '../carriers/telegram.ts';
import { openChannels, readChannels, type ChannelSettings } from './channel-settings.ts';
import { lockChannel, updateChannel, whileOnlyReader } from '../data/channels.queries.ts';
import { linkTelegram } from './link-devices.ts';

type Needs = Pick<Services, 'db' | 'clock' | 'secrets' | 'mailer' | 'config'>;
const JOB = 'notifications.telegram';

/**
 * Reads what was written to the bot and links chats by their codes. Asking (instead of being called) works behind any router.
 * One process reads at a time; another one that comes meanwhile leaves it to that one. A chat that cannot be linked stops no other.
 */
export async function readTelegram(needs: Needs): Promise<void> {
  const { db, secrets, mailer } = needs;
  if (!openChannels(await readChannels(db, secrets), mailer.available).telegram) return;
  await whileOnlyReader(db, async () => readUpdates(needs));
}

async function readUpdates({ db, clock, secrets, config }: Needs): Promise<void> {
  const round = new Round({ requestId: JOB });
  // read anew: whoever was reading may have moved on just now
  const settings = await readChannels(db, secrets);
  const api = await telegramApi(settings.telegram, config.outgoingHosts);
  const ctx = systemCtx(db, clock, JOB);
  const updates = await api.getUpdates({
    offset: settings.telegram.config.offset,
    timeout: 0,
    allowed_updates: ['message'],
  });
  await round.each(updates, async ({ message }) => {
    const code = /^\/start ([\w-]{10,64})$/.exec(message?.text ?? '')?.[1];
    if (!message || message.chat.type !== 'private' || code === undefined) return;
    const memberId = await linkTelegram(ctx, code, String(message.chat.id));
    const contact = memberId === null ? undefined : (await contactMembers(db, [memberId])).get(memberId);
    const locale = contact?.locale ?? 'id';
    const text = contact
      ? m.notice_telegram_linked({ name: contact.fullName }, { locale })
      : m.notice_telegram_code_old({}, { locale });
    // only politeness: the link stands without it
    await api.sendMessage(message.chat.id, text).catch(() => undefined);
  });
  const last = updates.at(-1);
  if (last === undefined) return;
  await db.transaction().execute(async (trx) => {
    const row = await lockChannel(trx, 'telegram');
    const present = (await readChannels(trx, secrets)).telegram;
    // set anew meanwhile: what was read says nothing of another bot
    if (!isSameBot(present, settings.telegram)) return;
    const read = { ...present.config, offset: last.update_id + 1 };
    const kept = typeof row.secrets === 'object' && row.secrets !== null ? row.secrets : {};
    await updateChannel(trx, 'telegram', { enabled: row.enabled, config: read, secrets: kept, at: clock.now() });
  });
  round.end();
}

const isSameBot = (one: ChannelSettings['telegram'], other: ChannelSettings['telegram']): boolean =>
  one.config.apiRoot === other.config.apiRoot && one.secrets.botToken === other.secrets.botToken;
