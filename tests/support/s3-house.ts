import { createHash, createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A store that speaks S3 as its documentation says, in memory: it reckons signatures and sums by itself and refuses what does not fit. */
export interface S3House {
  address: string;
  bucket: string;
  region: string;
  accessKey: string;
  secret: string;
  files: Map<string, Buffer>;
  /** Sendings in parts that were begun and not ended. */
  uploads: Map<string, { key: string; parts: Map<number, Buffer> }>;
  /** Answers these before anything else, one after the other; `cut` = the connection is closed without a word, `half` = in the midst of what is fetched. */
  next: (number | 'cut' | 'half')[];
  close(): Promise<void>;
}

const sha = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');
const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const strict = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

/** Whether a request is signed with the secret (AWS Signature Version 4). */
function isSigned(request: IncomingMessage, url: URL, { region, secret, accessKey }: S3House): boolean {
  const said = /^AWS4-HMAC-SHA256 Credential=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
    request.headers.authorization ?? '',
  );
  if (!said) return false;
  const [, credential = '', signed = '', signature] = said;
  const date = String(request.headers['x-amz-date']);
  const scope = [date.slice(0, 8), region, 's3', 'aws4_request'].join('/');
  if (credential !== `${accessKey}/${scope}`) return false;
  const query = [...url.searchParams].map(([name, value]) => `${strict(name)}=${strict(value)}`).sort();
  const headers = signed.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const path = decodeURIComponent(url.pathname).split('/').map(strict).join('/');
  const asked = [
    ...[request.method, path, query.join('&'), headers.join(''), signed],
    String(request.headers['x-amz-content-sha256']),
  ].join('\n');
  const text = ['AWS4-HMAC-SHA256', date, scope, sha(asked)].join('\n');
  const key = scope.split('/').reduce<Buffer | string>((so, part) => hmac(so, part), `AWS4${secret}`);
  return hmac(key, text).toString('hex') === signature;
}

const trouble = (code: string): string => `<?xml version="1.0"?><Error><Code>${code}</Code></Error>`;

/** So many names a page. */
const PAGE = 2;

/** What lies under a prefix and in no folder below it, in the order of names, as ListObjectsV2 says it. */
function listOf({ files }: S3House, query: URLSearchParams): { status: number; text: string } {
  const prefix = query.get('prefix') ?? '';
  const behind = query.get('continuation-token') ?? '';
  const keys = [...files.keys()]
    .filter((key) => key.startsWith(prefix) && !key.slice(prefix.length).includes('/') && key > behind)
    .sort();
  const entries = keys.slice(0, PAGE).map((key) => {
    const shown = key.replaceAll('&', '&amp;');
    return `<Contents><Key>${shown}</Key><Size>${files.get(key)?.length ?? 0}</Size></Contents>`;
  });
  const next = keys.length > PAGE ? `<NextContinuationToken>${keys[PAGE - 1]}</NextContinuationToken>` : '';
  return { status: 200, text: `<ListBucketResult>${entries.join('')}${next}</ListBucketResult>` };
}

/** @param most bytes; a larger file is refused as `QuotaExceeded` */
export async function openS3House(most = Infinity): Promise<S3House> {
  const house: S3House = {
    ...{ address: '', bucket: 'cadangan', region: 'id-jkt-1', accessKey: 'KUNCI', secret: 'rahasia/di+dalam=' },
    ...{ files: new Map(), uploads: new Map(), next: [], close: async () => Promise.resolve() },
  };
  const answer = (
    request: IncomingMessage,
    url: URL,
    body: Buffer,
  ): { status: number; text?: string; bytes?: Buffer; headers?: Record<string, string> } => {
    if (!isSigned(request, url, house)) return { status: 403, text: trouble('SignatureDoesNotMatch') };
    if (request.headers['x-amz-content-sha256'] !== sha(body))
      return { status: 400, text: trouble('XAmzContentSHA256Mismatch') };
    const [, bucket = '', ...rest] = decodeURIComponent(url.pathname).split('/');
    if (bucket !== house.bucket) return { status: 404, text: trouble('NoSuchBucket') };
    const [key, query] = [rest.join('/'), url.searchParams];
    const upload = house.uploads.get(query.get('uploadId') ?? '');
    if (request.method === 'GET' && query.has('uploads')) {
      const open = [...house.uploads].filter(([, one]) => one.key.startsWith(query.get('prefix') ?? ''));
      return { status: 200, text: open.map(([id]) => `<Upload><UploadId>${id}</UploadId></Upload>`).join('') };
    }
    if (request.method === 'GET' && query.get('list-type') === '2') return listOf(house, query);
    if (request.method === 'POST' && query.has('uploads')) {
      const id = `${randomUUID()}&x`;
      house.uploads.set(id, { key, parts: new Map() });
      const shown = id.replace('&', '&amp;');
      return {
        status: 200,
        text: `<InitiateMultipartUploadResult><UploadId>${shown}</UploadId></InitiateMultipartUploadResult>`,
      };
    }
    if (query.has('uploadId') && !upload) return { status: 404, text: trouble('NoSuchUpload') };
    if (request.method === 'PUT' && upload) {
      upload.parts.set(Number(query.get('partNumber')), body);
      return { status: 200, headers: { etag: `"${sha(body).slice(0, 32)}"` } };
    }
    if (request.method === 'POST' && upload) {
      const listed = [...body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>"([0-9a-f]+)"<\/ETag>/g)];
      const parts = listed.map(([, number, tag]) => {
        const part = upload.parts.get(Number(number));
        return part && sha(part).startsWith(tag ?? '-') ? part : null;
      });
      // said only after 200 was, as real stores do
      if (parts.length !== upload.parts.size || parts.includes(null))
        return { status: 200, text: trouble('InvalidPart') };
      house.files.set(key, Buffer.concat(parts.filter((part) => part !== null)));
      house.uploads.delete(query.get('uploadId') ?? '');
      return { status: 200, text: '<CompleteMultipartUploadResult/>' };
    }
    if (request.method === 'DELETE') {
      if (upload) house.uploads.delete(query.get('uploadId') ?? '');
      else house.files.delete(key);
      return { status: 204 };
    }
    if (request.method === 'PUT') {
      if (body.length > most) return { status: 403, text: trouble('QuotaExceeded') };
      house.files.set(key, body);
      return { status: 200, headers: { etag: `"${sha(body).slice(0, 32)}"` } };
    }
    const file = house.files.get(key);
    if (request.method === 'HEAD' && file) return { status: 200, headers: { 'content-length': String(file.length) } };
    if (request.method === 'GET' && file) {
      const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
      if (from > 0 && from >= file.length) return { status: 416, text: trouble('InvalidRange') };
      return { status: from > 0 ? 206 : 200, bytes: file.subarray(from) };
    }
    return { status: 404, text: trouble('NoSuchKey') };
  };
  const server = createServer((request, response) => {
    void buffer(request).then(
      (body) => {
        const forced = house.next.shift();
        if (forced === 'cut') return response.destroy();
        const { status, text, bytes, headers } =
          forced === undefined || forced === 'half'
            ? answer(request, new URL(request.url ?? '/', house.address), body)
            : { status: forced, text: trouble('SlowDown'), headers: {} };
        if (bytes !== undefined) {
          response.writeHead(status, { ...headers, 'content-length': bytes.length });
          if (forced !== 'half') return response.end(bytes);
          return response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
        }
        response.writeHead(status, headers);
        return response.end(request.method === 'HEAD' ? undefined : text);
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  house.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  house.close = async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  return house;
}
