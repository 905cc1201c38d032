import http from 'node:http';
import https from 'node:https';
import { outgoingAgent } from '#platform/sending/outgoing';
import type { SendOutcome } from './carrier.ts';

/** How long a carrier may take to answer. */
const TIMEOUT_MS = 20_000;
/** So much of an answer is read. */
const ANSWER_LENGTH = 4000;
/** Errors that come before a connection stands: nothing has been sent. */
const BEFORE_CONNECTION = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EADDRNOTPUBLIC',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

export interface Answer {
  status: number;
  text: string;
  retryAfterSeconds: number;
}
interface Request {
  headers: Record<string, string>;
  body: string | Uint8Array;
}

/**
 * Posts to a carrier and reads its answer, or says what a missing answer means. Redirects are not followed.
 * @param named hosts that may be reached though they are not public
 */
export async function post(
  url: string,
  request: Request,
  named: readonly string[],
): Promise<Answer | Extract<SendOutcome, { state: 'retry' | 'unknown' }>> {
  try {
    return await exchange(new URL(url), request, named);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const connecting = error instanceof Error && 'syscall' in error && error.syscall === 'connect';
    const detail = code || (error instanceof Error ? error.message : String(error));
    return connecting || BEFORE_CONNECTION.has(code)
      ? { state: 'retry', code: 'not_reached', detail }
      : { state: 'unknown', code: 'no_answer', detail };
  }
}

async function exchange(url: URL, { headers, body }: Request, named: readonly string[]): Promise<Answer> {
  const agent = outgoingAgent(url, named);
  const bytes = Buffer.from(body);
  const options = {
    method: 'POST',
    agent,
    headers: { ...headers, 'content-length': String(bytes.length) },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  };
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((answered, failed) => {
    const sending = request(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        if (text.length < ANSWER_LENGTH) text += chunk;
      });
      response.on('error', failed);
      response.on('end', () => {
        const after = Number(response.headers['retry-after']);
        answered({
          status: response.statusCode ?? 0,
          text: text.slice(0, ANSWER_LENGTH),
          retryAfterSeconds: Number.isFinite(after) && after > 0 ? after : 0,
        });
      });
    });
    sending.on('error', failed);
    sending.end(bytes);
  });
}
