import { z } from 'zod';
import { textWithLink } from '../rules/judge-text.ts';
import type { PublishMessage } from '../rules/outcome.ts';
import {
  ask,
  pictureFile,
  Stopped,
  type Asked,
  type Carrier,
  type Link,
  type Reads,
  type Sent,
  type Step,
} from './link.ts';

const posted = z.object({
  result: z.object({ message_id: z.number().int(), chat: z.object({ username: z.string().optional() }).optional() }),
});
const refusal = z.object({
  description: z.string(),
  parameters: z.object({ retry_after: z.number().positive().optional() }).optional(),
});

const reads: Reads = (body, status) => {
  const read = refusal.safeParse(body).data;
  if (!read) return null;
  const { description: said, parameters } = read;
  if (status === 429) return { code: 'busy', afterSeconds: parameters?.retry_after ?? 60 };
  if (/not found/i.test(said) && /message to (?:edit|delete)/i.test(said)) return { code: 'gone' };
  if (/message is too long|caption is too long/i.test(said)) return { code: 'too_long' };
  if (/photo|image|wrong file/i.test(said)) return { code: 'picture_refused' };
  // 404: no bot has such a token; the others: the bot is no administrator of the channel any more
  if (status === 404 || /not enough rights|need administrator rights/i.test(said)) return { code: 'permission_ended' };
  return null;
};

const call = async <T>(
  link: Link,
  step: Step,
  method: string,
  sent: Pick<Asked, 'json' | 'form'>,
  shape: z.ZodType<T>,
) =>
  // the token is part of the address: neither is ever told
  ask(
    link,
    step,
    { method: 'POST', url: `${link.said('server')}/bot${link.said('botToken')}/${method}`, ...sent },
    shape,
    reads,
  );

/** Where people read it; a channel without a name of its own has no such address. */
const addressOf = (chat: string, id: string): string | null =>
  chat.startsWith('@') ? `https://t.me/${chat.slice(1)}/${id}` : null;
const sentAs = ({ result: { message_id: id, chat } }: z.output<typeof posted>): Sent => ({
  remoteId: String(id),
  url: chat?.username === undefined ? null : addressOf(`@${chat.username}`, String(id)),
});
const textOf = ({ text, link }: PublishMessage): string => textWithLink('telegram', text, link);

/**
 * The Bot API: a bot that is administrator of a channel. Nothing can be listed there: what was not answered stays open until a person
 * has looked.
 */
export const telegram: Carrier = {
  async publish(link, message) {
    const chat = link.said('chat');
    if (message.picture === null) {
      const json = { chat_id: chat, text: textOf(message) };
      return sentAs(await call(link, 'publishes', 'sendMessage', { json }, posted));
    }
    const form = new FormData();
    form.set('chat_id', chat);
    form.set('caption', textOf(message));
    form.set('photo', pictureFile(message.picture));
    return sentAs(await call(link, 'publishes', 'sendPhoto', { form }, posted));
  },
  async edit(link, remoteId, message) {
    const which = { chat_id: link.said('chat'), message_id: Number(remoteId) };
    const [method, json] =
      message.picture === null
        ? ['editMessageText', { ...which, text: textOf(message) }]
        : ['editMessageCaption', { ...which, caption: textOf(message) }];
    try {
      return sentAs(await call(link, 'publishes', method, { json }, posted));
    } catch (error) {
      // it says so already
      if (error instanceof Stopped && /message is not modified/i.test(error.outcome.detail))
        return { remoteId, url: addressOf(link.said('chat'), remoteId) };
      throw error;
    }
  },
  async remove(link, remoteId) {
    const json = { chat_id: link.said('chat'), message_id: Number(remoteId) };
    await call(link, 'publishes', 'deleteMessage', { json }, z.unknown());
  },
  async seenAs(link) {
    const chat = z.object({ result: z.object({ title: z.string().default('') }) });
    const { result } = await call(link, 'prepares', 'getChat', { json: { chat_id: link.said('chat') } }, chat);
    return { name: result.title, until: null };
  },
};
