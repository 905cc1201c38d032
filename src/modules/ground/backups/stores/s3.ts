import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { dirname } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { AppError } from '#platform/errors';
import { backupsErrors } from '../errors.ts';
import { refusalOfDisk } from '../folder.ts';
import { askS3, bodyOf, refusalOf, type Answered, type Asked } from './s3-request.ts';
import type { LyingFile, Machine, SentFile, Sending, Store, StoreAddress } from './store.ts';

/** Larger files go in parts of this size: one that is lost on the way is sent again alone. */
const PART_BYTES = 64 * 1024 * 1024;
/** A store takes no more parts than this. */
const MOST_PARTS = 10_000;
const TRIES = 3;
const REST_MS = 1000;

type Ask = (asked: Omit<Asked, 'signal'>) => Promise<Answered>;

/** Sends again what the network lost or the store could not take just now. */
async function again(work: () => Promise<Answered>, signal: AbortSignal): Promise<Answered> {
  for (let tried = 1; ; tried += 1) {
    try {
      const answer = await work();
      if (answer.status < 500 || tried === TRIES) return answer;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'backups.store_away' || tried === TRIES) throw error;
    }
    await rest(REST_MS * tried, undefined, { signal });
  }
}

const textIn = (xml: string, name: string): string | null =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? null;
const allIn = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text = '']) => text);

const unescaped = (text: string): string =>
  text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

async function partSum(path: string, start: number, end: number): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { start, end }) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest('hex');
}

/** Parts of a sending that was killed lie in the store, and cost, until somebody ends it. */
async function endLeft(ask: Ask, store: StoreAddress, name: string): Promise<void> {
  const key = [...store.folder.split('/'), name].filter((part) => part !== '').join('/');
  const { status, said } = await ask({ method: 'GET', key: '', query: { uploads: '', prefix: key } });
  // some stores do not list them; they end such by themselves
  if (status !== 200) return;
  for (const uploadId of allIn(said, 'UploadId'))
    await ask({ method: 'DELETE', key: name, query: { uploadId: unescaped(uploadId) } });
}

async function putInParts(
  ask: Ask,
  store: StoreAddress,
  { path, name, sizeBytes }: SentFile,
  { progress }: Sending,
  partBytes: number,
): Promise<void> {
  await endLeft(ask, store, name);
  const begun = await ask({ method: 'POST', key: name, query: { uploads: '' } });
  const uploadId = begun.status === 200 ? textIn(begun.said, 'UploadId') : null;
  if (uploadId === null) throw refusalOf(begun, store);
  const query = { uploadId: unescaped(uploadId) };
  try {
    const size = Math.max(partBytes, Math.ceil(sizeBytes / MOST_PARTS));
    const tags: string[] = [];
    for (let start = 0; start < sizeBytes; start += size) {
      const end = Math.min(start + size, sizeBytes) - 1;
      const sha256 = await partSum(path, start, end);
      const body = { stream: () => createReadStream(path, { start, end }), sizeBytes: end - start + 1, sha256 };
      const sent = await ask({
        ...{ method: 'PUT', key: name, body },
        query: { ...query, partNumber: String(tags.length + 1) },
      });
      if (sent.status !== 200) throw refusalOf(sent, store);
      tags.push(sent.headers.etag ?? '');
      progress(end + 1, sizeBytes);
    }
    const parts = tags.map((tag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${tag}</ETag></Part>`);
    const list = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`;
    const ended = await ask({ method: 'POST', key: name, query, body: bodyOf(list) });
    // its yes may have been lost on the way; and it may find only while it puts them together that it cannot
    const isThere = ended.status === 404 && (await ask({ method: 'HEAD', key: name })).status === 200;
    if (!isThere && (ended.status !== 200 || ended.said.includes('<Error>'))) throw refusalOf(ended, store);
  } catch (error) {
    await ask({ method: 'DELETE', key: name, query }).catch(() => undefined);
    throw error;
  }
}

/** So many names fit into what is read of an answer. */
const NAMES_AT_ONCE = 100;
/** A list that does not end by then says the same again and again. */
const MOST_PAGES = 1000;

/** What lies in the folder of the bucket itself, page by page. */
async function listAll(ask: Ask, store: StoreAddress): Promise<LyingFile[]> {
  const parts = store.folder.split('/').filter((part) => part !== '');
  const prefix = parts.map((part) => `${part}/`).join('');
  const files: LyingFile[] = [];
  let token: string | null = '';
  for (let nth = 0; token !== null && nth < MOST_PAGES; nth += 1) {
    const page = { 'list-type': '2', prefix, delimiter: '/', 'max-keys': String(NAMES_AT_ONCE) };
    const query = token === '' ? page : { ...page, 'continuation-token': token };
    const answer = await ask({ method: 'GET', key: '', query });
    if (answer.status !== 200) throw refusalOf(answer, store);
    for (const [, entry = ''] of answer.said.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
      const name = unescaped(textIn(entry, 'Key') ?? '').slice(prefix.length);
      if (name !== '') files.push({ name, sizeBytes: Number(textIn(entry, 'Size')) });
    }
    const next = textIn(answer.said, 'NextContinuationToken');
    token = next === null ? null : unescaped(next);
  }
  return files;
}

/** What our own disk says is no fault of the store. */
async function onDisk<T>(path: string, work: Promise<T>): Promise<T> {
  const folder = dirname(path);
  return work.catch((error: unknown) => {
    throw refusalOfDisk(error, folder) ?? backupsErrors.folderClosed({ folder });
  });
}

/** Takes what arrives behind what is there already; a store that knows no beginning in the middle sends all of it. */
const taking =
  (path: string) =>
  async (response: IncomingMessage): Promise<void> => {
    const file = await onDisk(path, open(path, response.statusCode === 206 ? 'a' : 'w', 0o600));
    try {
      for await (const chunk of response as AsyncIterable<Buffer>) await onDisk(path, file.writeFile(chunk));
      await onDisk(path, file.sync());
    } finally {
      await file.close();
    }
  };

/**
 * A bucket of a store that speaks S3 (Amazon S3, MinIO, Ceph, Backblaze B2, Cloudflare R2, …). The store itself holds the sum of each request
 * against what arrived.
 * @param partBytes of files that are sent in parts
 */
export function s3Store(store: StoreAddress, machine: Machine, partBytes = PART_BYTES): Store {
  const askWith =
    (signal: AbortSignal): Ask =>
    async (asked) =>
      again(async () => askS3(store, machine, { ...asked, signal }), signal);
  return {
    async put(file, sending) {
      const ask = askWith(sending.signal);
      const { path, name, sizeBytes, sha256 } = file;
      if (sizeBytes > partBytes) return putInParts(ask, store, file, sending, partBytes);
      const body = { stream: () => createReadStream(path), sizeBytes, sha256 };
      const answer = await ask({ method: 'PUT', key: name, body });
      if (answer.status !== 200) throw refusalOf(answer, store);
      sending.progress(sizeBytes, sizeBytes);
    },
    async sizeOf(name, signal) {
      const answer = await askWith(signal)({ method: 'HEAD', key: name });
      if (answer.status === 404) return null;
      if (answer.status !== 200) throw refusalOf(answer, store);
      const size = Number(answer.headers['content-length']);
      if (!Number.isSafeInteger(size))
        throw backupsErrors.storeTrouble({ host: new URL(store.address).host, said: '?' });
      return size;
    },
    async remove(name, signal) {
      const answer = await askWith(signal)({ method: 'DELETE', key: name });
      if (answer.status !== 204 && answer.status !== 200 && answer.status !== 404) throw refusalOf(answer, store);
    },
    list: async (signal) => listAll(askWith(signal), store),
    async fetch(name, path, signal) {
      const answer = await again(async () => {
        const from = (await stat(path).catch(() => null))?.size ?? 0;
        return askS3(store, machine, { method: 'GET', key: name, from, take: taking(path), signal });
      }, signal);
      // nothing stands behind what is here: all of it is
      if (answer.status !== 416 && answer.status >= 300) throw refusalOf(answer, store);
    },
  };
}
