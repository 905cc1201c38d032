import { localizeHref } from '#i18n/runtime';
import { m } from '#i18n/messages';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { Services } from '#platform/services';
import type { ChannelSettings } from '../channels/channel-settings.ts';
import { findChatOwner } from '../data/heard.queries.ts';
import type { Said } from '../rules/said-in-chat.ts';
import { hear, mayHint } from './hear.ts';

const hints = {
  not_read: m.notice_chat_not_read,
  not_linked: m.notice_chat_not_linked,
  write_here: m.notice_chat_write_here,
  words_only: m.notice_chat_words_only,
  too_many: m.notice_chat_too_many,
};

/**
 * Keeps what a member wrote to the bot until it is taken, in the caller's transaction. Whoever is not known, and what is no message, is
 * answered by one sentence an hour for each reason; the chat of a stranger is kept nowhere.
 * @returns that sentence; null: none
 */
export async function hearTelegram(
  trx: Tx,
  ctx: Ctx,
  { secrets, config }: Pick<Services, 'secrets' | 'config'>,
  { telegram, said }: { telegram: ChannelSettings['telegram']; said: Said },
): Promise<string | null> {
  const hint = await heardOrHint(trx, ctx, secrets, telegram, said);
  if (hint === null || !(await mayHint(trx, ctx, secrets, { sender: chatOf(said), why: hint }))) return null;
  const locale = said.language;
  return `${hints[hint]({}, { locale })} ${config.publicUrl}${localizeHref('/bantuan', { locale })}`;
}

const chatOf = ({ sender }: Said): string => `telegram ${sender}`;

async function heardOrHint(
  trx: Tx,
  ctx: Ctx,
  secrets: Services['secrets'],
  { config, secrets: { botToken } }: ChannelSettings['telegram'],
  said: Said,
): Promise<keyof typeof hints | null> {
  if (config.takesIn === 'no') return 'not_read';
  const memberId = await findChatOwner(trx, said.sender);
  if (memberId === null) return 'not_linked';
  if (said.says === 'command') return 'write_here';
  if (said.says === 'file') return 'words_only';
  const { words, hasFile } = said;
  const heard = await hear(trx, ctx, secrets, {
    ...{ channel: 'telegram', memberId, phone: null, name: '', words, hasFile },
    // each bot counts its updates by itself
    key: `${botToken.split(':', 1)[0] ?? ''} ${said.key}`,
    sender: chatOf(said),
  });
  return heard === 'too_many' ? 'too_many' : null;
}
