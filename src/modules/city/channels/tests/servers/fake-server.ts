import { createServer, type IncomingHttpHeaders } from 'node:http';

/** What a fake server hears. */
export interface Heard {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  /** Of a body of JSON. */
  json: Record<string, unknown>;
  /** Of a form with files. */
  form: FormData | null;
  body: Buffer;
}
export interface Reply {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}
/**
 * What goes wrong with the next call that writes. `cut`: it is taken, and the line breaks before the answer. `hang`: it is taken, and nothing is
 * answered. A reply: it is refused so, and nothing is taken.
 */
export type Trouble = 'cut' | 'hang' | Reply;

export interface FakeServer {
  url: string;
  heard: Heard[];
  /** Troubles of the next calls that write, in their order. */
  troubles: Trouble[];
  /** The permission has ended: everything is refused as the protocol does it. */
  expired: boolean;
  stop(): Promise<void>;
}

export interface Protocol {
  answer: (heard: Heard) => Reply;
  /** Whether a call puts something before people. */
  writes: (heard: Heard) => boolean;
  expired: Reply;
}

async function formOf(body: Buffer, type: string): Promise<FormData | null> {
  if (!type.startsWith('multipart/form-data')) return null;
  return new Response(Uint8Array.from(body), { headers: { 'content-type': type } }).formData();
}
function jsonOf(body: Buffer, type: string): Record<string, unknown> {
  if (!type.startsWith('application/json')) return {};
  const read: unknown = JSON.parse(body.toString('utf8'));
  return typeof read === 'object' && read !== null ? { ...read } : {};
}

/** A server on a port of its own that speaks a protocol, with knobs. */
export async function startFake({ answer, writes, expired }: Protocol): Promise<FakeServer> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    const hear = async (): Promise<void> => {
      const body = Buffer.concat(chunks);
      const url = new URL(request.url ?? '/', 'http://fake');
      const type = request.headers['content-type'] ?? '';
      const heard: Heard = {
        ...{
          method: request.method ?? '',
          path: url.pathname,
          query: url.searchParams,
          headers: request.headers,
          body,
        },
        ...{ json: jsonOf(body, type), form: await formOf(body, type) },
      };
      fake.heard.push(heard);
      const trouble = !fake.expired && writes(heard) ? fake.troubles.shift() : undefined;
      const refused = typeof trouble === 'object' ? trouble : null;
      const reply = fake.expired ? expired : (refused ?? answer(heard));
      if (trouble === 'hang') return;
      if (trouble === 'cut') {
        request.socket.destroy();
        return;
      }
      response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
      response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
    };
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => void hear());
  });
  const fake: FakeServer = {
    ...{ url: '', heard: [], troubles: [], expired: false },
    stop: async () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the server has no port');
  fake.url = `http://127.0.0.1:${address.port}`;
  return fake;
}

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const said = (value: unknown): string => (typeof value === 'string' ? value : '');
/** A field of a form, else of the body of JSON. */
export const fieldOf = ({ form, json }: Heard, name: string): string => {
  const value = form ? form.get(name) : json[name];
  return typeof value === 'number' ? String(value) : said(value);
};
