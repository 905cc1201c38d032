import http from 'node:http';
import https from 'node:https';
import { NotPublic, outgoingAgent } from '#platform/sending/outgoing';
import { isThere } from '../rules/outward.ts';

/**
 * What came of a look at an address: it is there; it says that nothing is; nobody answers, or not in time; or it leads into our own network, where no
 * reader comes.
 */
export type Look = 'there' | 'nothing' | 'silent' | 'ours';

/** Milliseconds. */
const PATIENCE = 8000;
const PORTS = new Set(['', '80', '443']);
/** A server is there, though we understand or trust less than browsers do: certificates without all of their chain, heads that are too long. */
const SPOKE = /^(?:ERR_TLS_|ERR_SSL_|UNABLE_TO_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|HPE_)/;

const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : '');

/**
 * Asks an address of the web whether it is there. Sends nothing of anybody and reads no more than the head of the answer; follows no redirect; reaches
 * public hosts alone, at the ports of the web. @param named hosts that are reached all the same, at any port: for tests
 */
export async function askAddress(
  address: string,
  { named = [], signal }: { named?: readonly string[]; signal?: AbortSignal } = {},
): Promise<Look> {
  const { promise, resolve } = Promise.withResolvers<Look>();
  const url = new URL(address);
  if (!PORTS.has(url.port) && !named.includes(url.hostname)) return 'ours';
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
        resolve(isThere(answer.statusCode ?? 500) ? 'there' : 'nothing');
        answer.destroy();
      },
    );
    asked.on('error', (error) => {
      if (error instanceof NotPublic) resolve('ours');
      else resolve(SPOKE.test(codeOf(error)) ? 'there' : 'silent');
    });
    // whoever answers with something else than an answer (another protocol) ends it so
    asked.on('close', () => resolve('silent'));
    asked.end();
  } catch (error) {
    if (!(error instanceof NotPublic)) throw error;
    resolve('ours');
  }
  return promise;
}
