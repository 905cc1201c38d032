import http from 'node:http';
import https from 'node:https';
import { leavePlace } from '../admission/entry.ts';
import { NotPublic, outgoingAgent } from './outgoing.ts';

/** Why an address gave nothing that could be read. `status` is told where it answered with one that says no. */
export type OutgoingTrouble =
  { trouble: 'not_public' | 'unreachable' | 'slow' | 'too_large' | 'moved' } | { trouble: 'status'; status: number };

/** What an address answered. */
export interface OutgoingAnswer {
  /** Media type in small letters without parameters; '' = not said. */
  type: string;
  body: Buffer;
}

export interface ReadLimits {
  /** Hosts that may be reached though they are not public. */
  named: readonly string[];
  /** Milliseconds until the whole of it has come. */
  patience: number;
  /** Bytes: a longer answer is not read on. */
  most: number;
  /** So many redirects are followed, each address looked at as the first one; none where it is left out. */
  redirects?: number;
}

const OK = 200;
const REDIRECTS = 300;
const ERRORS = 400;

/** Only where the limits allow it is a redirect followed, and never from an encrypted address to an open one. */
function redirected(from: URL, { headers }: http.IncomingMessage): URL | null {
  const to = URL.parse(headers.location ?? '', from);
  if (to === null || !/^https?:$/.test(to.protocol)) return null;
  return from.protocol === 'https:' && to.protocol === 'http:' ? null : to;
}

/**
 * Reads what stands at an address that a person has set: public hosts only, no redirect followed unless the limits say so, never longer and never
 * more than they say. What the network does is an answer; nothing is thrown for it.
 */
export async function readOutgoing(url: URL, limits: ReadLimits): Promise<OutgoingAnswer | OutgoingTrouble> {
  // a slow house elsewhere keeps no reader of ours waiting
  leavePlace();
  const signal = AbortSignal.timeout(limits.patience);
  try {
    return await readOnce(url, limits, signal);
  } catch (error) {
    if (signal.aborted) return { trouble: 'slow' };
    return { trouble: error instanceof NotPublic ? 'not_public' : 'unreachable' };
  }
}

async function readOnce(url: URL, limits: ReadLimits, signal: AbortSignal): Promise<OutgoingAnswer | OutgoingTrouble> {
  const { named, most, redirects = 0 } = limits;
  const { request } = url.protocol === 'https:' ? https : http;
  const response = await new Promise<http.IncomingMessage>((answered, failed) => {
    const headers = { 'accept-encoding': 'identity', accept: '*/*', 'user-agent': 'Lumbung' };
    request(url, { agent: outgoingAgent(url, named), headers, signal }, answered)
      .on('error', failed)
      .end();
  });
  const { statusCode: status = 0 } = response;
  const trouble = ((): OutgoingTrouble | null => {
    if (status === OK) return null;
    return status >= REDIRECTS && status < ERRORS ? { trouble: 'moved' } : { trouble: 'status', status };
  })();
  if (trouble) {
    response.destroy();
    const next = trouble.trouble === 'moved' && redirects > 0 ? redirected(url, response) : null;
    return next ? readOnce(next, { ...limits, redirects: redirects - 1 }, signal) : trouble;
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    if (!Buffer.isBuffer(chunk)) continue;
    length += chunk.length;
    // leaving the loop ends the connection
    if (length > most) return { trouble: 'too_large' };
    chunks.push(chunk);
  }
  const type = (response.headers['content-type'] ?? '').split(';', 1)[0] ?? '';
  return { type: type.trim().toLowerCase(), body: Buffer.concat(chunks) };
}
