import { z } from 'zod';
import { keptWords, type Said } from './said-in-chat.ts';

const something = z.unknown().optional();

/** What the Bot API calls an update; of anything else nothing is heard. */
const update = z.object({
  update_id: z.number().int(),
  message: z.object({
    chat: z.object({ id: z.number().int(), type: z.string() }),
    from: z
      .object({ is_bot: z.boolean().default(false), language_code: z.string().optional() })
      .default({ is_bot: false }),
    via_bot: something,
    text: z.string().optional(),
    caption: z.string().optional(),
    media_group_id: z.string().optional(),
    ...{ photo: something, document: something, video: something, audio: something },
    ...{ voice: something, video_note: something, location: something, contact: something },
  }),
});

const CODE = /^\/start ([\w-]{10,64})$/;
const COMMAND = /^\/[a-z]/i;

/**
 * What a person said to the bot, and where: in a chat of their own, for in groups and channels others talk. Stickers and what Telegram itself
 * writes there say nothing.
 * @returns null: nothing for us
 */
export function telegramSaid(given: unknown): Said | null {
  const { data } = update.safeParse(given);
  if (!data) return null;
  const { message } = data;
  const { chat, from } = message;
  if (chat.type !== 'private' || from.is_bot || message.via_bot !== undefined) return null;
  const files = [message.photo, message.document, message.video, message.audio];
  const others = [message.voice, message.video_note, message.location, message.contact];
  const has = (all: readonly unknown[]): boolean => all.some((one) => one !== undefined);
  const text = message.text ?? message.caption ?? '';
  const said = {
    key: String(data.update_id),
    sender: String(chat.id),
    name: '',
    hasFile: has(files),
    album: message.media_group_id ?? null,
    language: from.language_code?.startsWith('en') ? ('en' as const) : ('id' as const),
  };
  const code = CODE.exec(text)?.[1];
  if (code !== undefined) return { ...said, says: 'code', words: code };
  if (COMMAND.test(text)) return { ...said, says: 'command', words: '' };
  const words = keptWords(text);
  if (words !== '') return { ...said, says: 'words', words };
  return has([...files, ...others]) ? { ...said, says: 'file', words: '' } : null;
}
