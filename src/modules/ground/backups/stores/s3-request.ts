import { createHash } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AwsV4Signer } from 'aws4fetch';
import { AppError } from '#platform/errors';
import { NotPublic, outgoingAgent } from '#platform/sending/outgoing';
import { backupsErrors } from '../errors.ts';
import type { Machine, StoreAddress } from './store.ts';

/** A store that says nothing for so long is away. */
const PATIENCE_MS = 60_000;
/** Nothing longer is read of what it says. */
const MOST_SAID = 65_536;
const NOTHING = createHash('sha256').update('').digest('hex');

export interface Asked {
  method: 'GET' | 'PUT' | 'HEAD' | 'POST' | 'DELETE';
  /** Under the bucket; '' = the bucket itself. */
  key: string;
  query?: Record<string, string>;
  /** What is sent: its bytes as a stream, how many, and their sum, which the store holds against what arrives. */
  body?: { stream: () => Readable; sizeBytes: number; sha256: string };
  signal: AbortSignal;
  /** Of what is fetched only what stands behind so many bytes. */
  from?: number;
  /** What becomes of a yes (2xx), instead of its being read as words. */
  take?: (response: http.IncomingMessage) => Promise<void>;
}

export interface Answered {
  status: number;
  headers: http.IncomingHttpHeaders;
  said: string;
}

/** The sum of a text that is sent, as a body. */
export const bodyOf = (text: string): NonNullable<Asked['body']> => ({
  stream: () => Readable.from([Buffer.from(text)]),
  sizeBytes: Buffer.byteLength(text),
  sha256: createHash('sha256').update(text).digest('hex'),
});

function urlOf({ address, bucket, folder }: StoreAddress, { key, query }: Asked): URL {
  const url = new URL(address);
  const path = [bucket, ...(key === '' ? [] : [...folder.split('/'), key])].filter((part) => part !== '');
  url.pathname = `/${path.map(encodeURIComponent).join('/')}`;
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
  return url;
}

/** The first letters of what was said. Leaving the loop ends the connection. */
async function saidBy(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    if (!Buffer.isBuffer(chunk)) continue;
    chunks.push(chunk);
    length += chunk.length;
    if (length > MOST_SAID) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * Asks a store that speaks S3, signed (AWS Signature Version 4, path style). What the network does is `backups.store_away` or
 * `backups.store_not_public`; the answer is given as it is, whatever its status.
 */
export async function askS3(store: StoreAddress, { clock, config }: Machine, asked: Asked): Promise<Answered> {
  const url = urlOf(store, asked);
  const { body, method, signal, from, take } = asked;
  const signed = await new AwsV4Signer({
    ...{ url: url.href, method, service: 's3', region: store.region },
    ...{ accessKeyId: store.accessKey, secretAccessKey: store.secret },
    headers: { 'x-amz-content-sha256': body?.sha256 ?? NOTHING },
    datetime: clock
      .now()
      .toISOString()
      .replace(/[:-]|\.\d{3}/g, ''),
  }).sign();
  const headers = {
    ...Object.fromEntries(signed.headers),
    'content-length': String(body?.sizeBytes ?? 0),
    ...(from !== undefined && from > 0 && { range: `bytes=${from}-` }),
  };
  try {
    const { request } = signed.url.protocol === 'https:' ? https : http;
    const agent = outgoingAgent(signed.url, config.outgoingHosts);
    const asking = request(signed.url, { method, agent, headers, signal, timeout: PATIENCE_MS });
    asking.on('timeout', () => asking.destroy(new Error('the store says nothing')));
    const answered = new Promise<http.IncomingMessage>((resolve, reject) => {
      asking.on('response', resolve).on('error', reject);
    });
    let given = 0;
    const counted = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of chunks) {
        given += chunk.length;
        yield chunk;
      }
    };
    const heard = new AbortController();
    const sent = pipeline(body ? body.stream() : Readable.from([]), counted, asking, { signal: heard.signal }).catch(
      () => undefined,
    );
    const response = await answered;
    const status = response.statusCode ?? 0;
    const isTaken = take !== undefined && status >= 200 && status < 300;
    if (isTaken) await take(response);
    const answer = { status, headers: response.headers, said: isTaken ? '' : await saidBy(response) };
    // one that has said no already does not listen to the rest
    heard.abort();
    await sent;
    // its bytes are counted: on a busy machine a yes may come before the end of the file is seen
    if (given < (body?.sizeBytes ?? 0) && answer.status < 300) throw backupsErrors.storeAway({ host: signed.url.host });
    return answer;
  } catch (error) {
    if (error instanceof AppError || signal.aborted) throw error;
    const { host } = signed.url;
    throw error instanceof NotPublic ? backupsErrors.storeNotPublic({ host }) : backupsErrors.storeAway({ host });
  }
}

const FULL = /QuotaExceeded|InsufficientStorage|XMinioStorageFull|EntityTooLarge/;
const OTHER_REGION = /AuthorizationHeaderMalformed|PermanentRedirect|IncorrectEndpoint|IllegalLocationConstraint/;

/** A status that says no, as a refusal. */
export function refusalOf({ status, said }: Answered, { address, bucket }: StoreAddress): AppError {
  const { host } = new URL(address);
  if (OTHER_REGION.test(said) || (status >= 300 && status < 400)) return backupsErrors.storeElsewhere({ host });
  if (FULL.test(said) || status === 507) return backupsErrors.storeFull({ host });
  if (status === 401 || status === 403) return backupsErrors.storeClosed({ host });
  if (status === 404) return backupsErrors.storeNoFolder({ host, folder: bucket });
  return backupsErrors.storeTrouble({ host, said: String(status) });
}
