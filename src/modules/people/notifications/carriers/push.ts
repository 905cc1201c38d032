import { createECDH } from 'node:crypto';
import type { ChannelSettings } from '../channels/channel-settings.ts';
import type { Outgoing, SendOutcome } from './carrier.ts';
import { post } from './http.ts';

export interface Subscription {
  id: number;
  endpoint: string;
  p256dh: string;
  auth: string;
}

/** A push message must fit in 4 kB with its encryption. */
const MAX_BODY = 1500;

/**
 * Sends to every device of a member (RFC 8030, 8291, 8292). Sent when one device's service took it.
 * @param contact who is to be asked about our messages, `https:` or `mailto:`
 * @param named hosts that may be reached though they are not public
 * @returns also the subscriptions that are gone for ever
 */
export async function sendPush(
  { config, secrets }: ChannelSettings['push'],
  subscriptions: readonly Subscription[],
  message: Outgoing,
  contact: string,
  named: readonly string[],
): Promise<{ outcome: SendOutcome; gone: number[] }> {
  const payload = JSON.stringify({
    title: message.subject,
    body: message.body.slice(0, MAX_BODY),
    url: message.accountUrl,
    tag: message.key,
  });
  const gone: number[] = [];
  // loaded when first needed: it takes 14 MB
  const { default: webpush } = await import('web-push');
  const outcomes: SendOutcome[] = [];
  for (const { id, endpoint, p256dh, auth } of subscriptions) {
    if (!isDevice({ p256dh, auth })) {
      gone.push(id);
      outcomes.push({ state: 'failed', code: 'address_unknown', detail: 'no keys of a browser' });
      continue;
    }
    const request = webpush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, {
      vapidDetails: { subject: contact, publicKey: config.publicKey, privateKey: secrets.privateKey },
      TTL: 86_400,
      contentEncoding: 'aes128gcm',
    });
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    delete headers['Content-Length'];
    const answer = await post(endpoint, { headers, body: request.body ?? Buffer.alloc(0) }, named);
    if ('state' in answer) {
      outcomes.push(answer);
      continue;
    }
    if (answer.status === 404 || answer.status === 410) gone.push(id);
    outcomes.push(read(answer));
  }
  const best =
    outcomes.find(({ state }) => state === 'sent') ??
    outcomes.find(({ state }) => state === 'unknown') ??
    outcomes.find(({ state }) => state === 'retry') ??
    outcomes[0];
  return { outcome: best ?? { state: 'failed', code: 'no_address', detail: '' }, gone };
}

const CURVE = 'prime256v1';
const POINT_BYTES = 65;
const SECRET_BYTES = 16;

/** Are these the keys of a browser (RFC 8291: a point of P-256, sixteen bytes)? For anything else nothing can be written. */
export function isDevice({ p256dh, auth }: Pick<Subscription, 'p256dh' | 'auth'>): boolean {
  const point = Buffer.from(p256dh, 'base64url');
  if (point.length !== POINT_BYTES || Buffer.from(auth, 'base64url').length < SECRET_BYTES) return false;
  const own = createECDH(CURVE);
  own.generateKeys();
  try {
    own.computeSecret(point);
    return true;
  } catch {
    return false;
  }
}

function read(answer: { status: number; text: string; retryAfterSeconds: number }): SendOutcome {
  const { status } = answer;
  const detail = `HTTP ${status}`;
  if (status >= 200 && status < 300) return { state: 'sent', providerId: null, detail };
  if (status === 404 || status === 410) return { state: 'failed', code: 'address_unknown', detail };
  if (status === 429 || status >= 500)
    return { state: 'retry', code: 'busy', detail, afterSeconds: answer.retryAfterSeconds };
  return { state: 'failed', code: 'refused', detail };
}
