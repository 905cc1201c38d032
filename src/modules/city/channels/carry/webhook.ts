import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { PublishMessage } from '../rules/outcome.ts';
import { ask, type Carrier, type Link, type Reads, type Sent } from './link.ts';

type WebhookEvent = 'post.published' | 'post.changed' | 'post.removed' | 'ping';

/** What a webhook is sent; `data` only where the picture has no address of its own. */
function postOf({ key, text, link, language, picture }: PublishMessage) {
  if (picture === null) return { key, text, link, language, picture: null };
  const { mediaType, alt, publicUrl, bytes } = picture;
  const data = publicUrl === null ? { data: Buffer.from(bytes).toString('base64') } : {};
  return { key, text, link, language, picture: { mediaType, alt, url: publicUrl, ...data } };
}

/** Scripts of spreadsheets and the like do their work and then lead to a page that says so: that may have been taken. */
const reads: Reads = (_body, status) => (status === 302 || status === 303 ? { code: 'not_understood' } : null);

const KEY_MARK = 'whsec_';
/** A key in the form of the standard is base64 behind its mark; any other is taken as it was typed. */
const keyOf = (said: string): string | Buffer =>
  said.startsWith(KEY_MARK) ? Buffer.from(said.slice(KEY_MARK.length), 'base64') : said;

/**
 * Sends an event, signed as Standard Webhooks have it: HMAC-SHA256 over id, timestamp and body, so that whoever receives it knows that it
 * is ours, that it is fresh, and by its id whether they had it already.
 */
async function send(link: Link, id: string, type: WebhookEvent, data: object) {
  const body = { type, timestamp: link.now.toISOString(), data };
  const timestamp = String(Math.floor(link.now.getTime() / 1000));
  const signature = createHmac('sha256', keyOf(link.said('key')))
    .update(`${id}.${timestamp}.${JSON.stringify(body)}`)
    .digest('base64');
  const headers = {
    ...{ 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` },
    'idempotency-key': id,
  };
  const step = type === 'ping' ? 'prepares' : 'publishes';
  await ask(link, step, { method: 'POST', url: link.said('address'), headers, json: body }, z.unknown(), reads);
}

const sentAs = (remoteId: string): Sent => ({ remoteId, url: null });

/** A program of somebody's own. It answers with a number alone; what was not answered stays open until a person has looked. */
export const webhook: Carrier = {
  async publish(link, message) {
    await send(link, message.key, 'post.published', postOf(message));
    return sentAs(message.key);
  },
  async edit(link, remoteId, message) {
    await send(link, `${remoteId}.${Math.floor(link.now.getTime() / 1000)}`, 'post.changed', {
      ...postOf(message),
      key: remoteId,
    });
    return sentAs(remoteId);
  },
  async remove(link, remoteId) {
    await send(link, `${remoteId}.removed`, 'post.removed', { key: remoteId });
  },
  async seenAs(link) {
    await send(link, `ping.${Math.floor(link.now.getTime() / 1000)}`, 'ping', {});
    return { name: new URL(link.said('address')).hostname, until: null };
  },
};
