import type { FastifyInstance } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Before the name of every cookie of the practice space: browsers share cookies among the ports of one host. */
const MARK = 'latihan_';

/** The cookies of a request that are ours, by the names that the house knows; those of the real network are not seen. */
export function ownCookies(header: string | undefined): string | undefined {
  const own = (header ?? '').split(';').flatMap((part) => {
    const cookie = part.trim();
    return cookie.startsWith(MARK) ? [cookie.slice(MARK.length)] : [];
  });
  return own.length > 0 ? own.join('; ') : undefined;
}

/** A cookie that is given, under the name that is ours. */
export const markedCookie = (cookie: string): string => (cookie.startsWith(MARK) ? cookie : MARK + cookie);

const isCookie = (name: string): boolean => name.toLowerCase() === 'set-cookie';

function seeOwn({ headers }: IncomingMessage): void {
  const own = ownCookies(headers.cookie);
  if (own === undefined) delete headers.cookie;
  else headers.cookie = own;
}

/** Whatever gives a cookie in the end, pages and API alike, goes through here. */
function giveOwn(response: ServerResponse): void {
  const set = response.setHeader.bind(response);
  response.setHeader = (name, value) =>
    set(name, isCookie(name) ? [value].flat().map((one) => markedCookie(String(one))) : value);
}

/** Parts of the app that browsers install and that tell of news: nobody installs the practice space. */
const NO_APP = new Set(['/service-worker.js', '/manifest.webmanifest', '/en/manifest.webmanifest']);

/** What keeps the practice space from being taken for the real network by a browser, and from being found by a search engine. */
export function keepApart(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    seeOwn(request.raw);
    giveOwn(reply.raw);
    reply.raw.setHeader('x-robots-tag', 'noindex, nofollow');
    if (NO_APP.has(request.url.split('?')[0] ?? '')) void reply.code(404).send();
    else done();
  });
  app.addHook('onSend', (_request, reply, _payload, done) => {
    const given = reply.getHeader('set-cookie');
    // said anew: what is set twice would be added
    if (given !== undefined) {
      reply.removeHeader('set-cookie');
      void reply.header(
        'set-cookie',
        [given].flat().map((one) => markedCookie(String(one))),
      );
    }
    done();
  });
}
