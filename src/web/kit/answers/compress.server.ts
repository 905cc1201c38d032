import { compressed, encodingOf, WORTH_COMPRESSING } from '#platform/requests/compress';

const TEXT = /^(text\/|application\/(json|[\w.+-]*xml))/;

/** Data of a page of which a part comes later: it is sent as it comes. */
const STREAMED = /^text\/(?:event-stream|sveltekit-data)/;

/** Makes a page or feed as small as the browser allows. Streams and files stay as they are. */
export async function compress(request: Request, response: Response): Promise<Response> {
  const type = response.headers.get('content-type') ?? '';
  if (!response.body || response.status === 304 || !TEXT.test(type) || STREAMED.test(type)) return response;
  if (response.headers.has('content-encoding')) return response;
  response.headers.append('vary', 'accept-encoding');
  const encoding = encodingOf(request.headers.get('accept-encoding') ?? '');
  if (!encoding || request.method !== 'GET') return response;
  const body = new Uint8Array(await response.arrayBuffer());
  const headers = new Headers(response.headers);
  if (body.length < WORTH_COMPRESSING) return new Response(body, { status: response.status, headers });
  const small = await compressed(body, encoding);
  headers.set('content-encoding', encoding);
  headers.set('content-length', String(small.length));
  return new Response(new Uint8Array(small), { status: response.status, headers });
}
