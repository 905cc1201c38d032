import { brotliCompress, constants, gzip } from 'node:zlib';
import { promisify } from 'node:util';

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);
/** Shorter answers fit into one packet anyway. */
const WORTH_IT = 1400;
/** Levels at which a page of 60 kB costs about 0.3 ms. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } };
const GZIP = { level: 4 };
const TEXT = /^(text\/|application\/(json|[\w.+-]*xml))/;

/** Makes a page or feed as small as the browser allows. Streams and files stay as they are. */
export async function compress(request: Request, response: Response): Promise<Response> {
  const type = response.headers.get('content-type') ?? '';
  if (!response.body || response.status === 304 || !TEXT.test(type) || type.startsWith('text/event-stream'))
    return response;
  if (response.headers.has('content-encoding')) return response;
  response.headers.append('vary', 'accept-encoding');
  const accepted = request.headers.get('accept-encoding') ?? '';
  const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : null;
  if (!encoding || request.method !== 'GET') return response;
  const body = new Uint8Array(await response.arrayBuffer());
  const headers = new Headers(response.headers);
  if (body.length < WORTH_IT) return new Response(body, { status: response.status, headers });
  const small = encoding === 'br' ? await brotli(body, BROTLI) : await gzipped(body, GZIP);
  headers.set('content-encoding', encoding);
  headers.set('content-length', String(small.length));
  return new Response(new Uint8Array(small), { status: response.status, headers });
}
