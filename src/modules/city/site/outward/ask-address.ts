import http from 'node:http';
import https from 'node:https';
import { NotPublic, outgoingAgent } from '#platform/sending/outgoing';
import { isThere } from '../rules/outward.ts';

/** What came of a look at an address: it is there, it is not, or it is one of our own network, which is nobody's business. */
export type Look = 'there' | 'silent' | 'ours';

/** Milliseconds. */
const PATIENCE = 8000;

/**
 * Asks an address of the web whether it is there. Sends nothing of anybody and reads no more than the head of the answer; follows no redirect; reaches
 * public hosts alone, and those that the administrator names.
 */
export async function askAddress(address: string, named: readonly string[], signal?: AbortSignal): Promise<Look> {
  const { promise, resolve } = Promise.withResolvers<Look>();
  const url = new URL(address);
  const patience = AbortSignal.timeout(PATIENCE);
  try {
    const { request } = url.protocol === 'https:' ? https : http;
    const asked = request(
      url,
      {
        agent: outgoingAgent(url, named),
        headers: { 'user-agent': 'Lumbung (pemeriksa tautan)', accept: '*/*' },
        signal: signal ? AbortSignal.any([signal, patience]) : patience,
      },
      (answer) => {
        resolve(isThere(answer.statusCode ?? 500) ? 'there' : 'silent');
        answer.destroy();
      },
    );
    asked.on('error', (error) => resolve(error instanceof NotPublic ? 'ours' : 'silent'));
    asked.end();
  } catch (error) {
    if (!(error instanceof NotPublic)) throw error;
    resolve('ours');
  }
  return promise;
}
