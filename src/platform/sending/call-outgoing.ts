import http from 'node:http';
import https from 'node:https';
import { leavePlace } from '../admission/entry.ts';
import { outgoingAgent } from './outgoing.ts';

/** How long somebody else's server may take to answer. */
const PATIENCE_MS = 20_000;
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
  'ERR_INVALID_URL',
  'ERR_INVALID_CHAR',
]);

/** What a server answered; of a long answer the beginning. */
export interface CallAnswer {
  status: number;
  text: string;
  headers: http.IncomingHttpHeaders;
}
/** No answer. `not_reached`: nothing was sent. `no_answer`: it may have been taken. */
export interface CallTrouble {
  trouble: 'not_reached' | 'no_answer';
  detail: string;
}

export interface OutgoingCall {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  headers: Record<string, string>;
  body?: string | Uint8Array;
}
export interface CallLimits {
  /** Hosts that may be reached though they are not public. */
  named: readonly string[];
  /** So much of an answer is read: letters. */
  most: number;
  /** Milliseconds until the whole answer has come. */
  patience?: number;
}

/** Calls a server at an address that a person has set, and says what a missing answer means. Redirects are not followed. */
export async function callOutgoing(
  url: string,
  call: OutgoingCall,
  limits: CallLimits,
): Promise<CallAnswer | CallTrouble> {
  // a slow house elsewhere keeps no reader of ours waiting
  leavePlace();
  try {
    return await exchange(new URL(url), call, limits);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const connecting = error instanceof Error && 'syscall' in error && error.syscall === 'connect';
    const detail = code || (error instanceof Error ? error.message : String(error));
    return { trouble: connecting || BEFORE_CONNECTION.has(code) ? 'not_reached' : 'no_answer', detail };
  }
}

async function exchange(url: URL, { method, headers, body }: OutgoingCall, limits: CallLimits): Promise<CallAnswer> {
  const { named, most, patience = PATIENCE_MS } = limits;
  const bytes = body === undefined ? null : Buffer.from(body);
  const options = {
    method,
    agent: outgoingAgent(url, named),
    headers: { ...headers, ...(bytes && { 'content-length': String(bytes.length) }) },
    signal: AbortSignal.timeout(patience),
  };
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((answered, failed) => {
    const sending = request(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        if (text.length < most) text += chunk;
      });
      response.on('error', failed);
      response.on('end', () => {
        answered({ status: response.statusCode ?? 0, text: text.slice(0, most), headers: response.headers });
      });
    });
    sending.on('error', failed);
    sending.end(bytes ?? undefined);
  });
}
