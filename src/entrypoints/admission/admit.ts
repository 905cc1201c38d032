import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { withEntry, type Entry } from '#platform/admission/entry';
import type { Turnstile } from '#platform/admission/turnstile';
import { platformErrors, type AppError } from '#platform/errors';
import { toProblem } from '#platform/requests/problem';
import { credentialOf } from './credential-of.ts';
import { CROWDED_POLICY, crowdedPage } from './crowded-page.ts';
import { laneOf } from './lane-of.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Its place among those who are answered; null where it needs none. */
    entry: Entry | null;
  }
}

type Door = 'api' | 'pages';

const ANOTHER_WORD_AFTER = 60_000;

/** Says once a minute that readers were refused: a server that is overrun does not fill its log as well. */
function sayRefused(turnstile: Turnstile): () => void {
  let said = -Infinity;
  return () => {
    const now = performance.now();
    if (now - said < ANOTHER_WORD_AFTER) return;
    said = now;
    process.stderr.write(`crowded: readers are asked to come again in some seconds (${turnstile.refused} so far)\n`);
  };
}

/** What came in goes through the turnstile before anything is asked of the database. */
function ask(turnstile: Turnstile, door: Door, request: FastifyRequest, reply: FastifyReply, said: Answers): void {
  const credential = credentialOf(door, request.headers);
  const secret = credential?.secret ?? null;
  const isKnown = secret !== null && turnstile.known.has(secret);
  const { method, url, raw } = request;
  // whoever is let in by one that leaves goes on in their own name, not in that one's
  const asSelf = AsyncLocalStorage.snapshot();
  const entry = turnstile.ask({
    lane: laneOf({ door, method, url, credential: credential?.kind ?? null, isKnown }),
    secret,
    admitted(own) {
      request.entry = own;
      asSelf(() => withEntry(own, said.admitted));
    },
    refused: (seconds) => asSelf(() => said.refused(platformErrors.crowded({ seconds }))),
    isSending: () => !raw.complete,
  });
  // who leaves while waiting leaves the line; what was begun holds its place until it has been done, or one could begin ever more of it
  reply.raw.once('close', () => {
    if (entry.isWaiting || reply.raw.writableFinished) entry.leave();
  });
}
interface Answers {
  admitted: () => void;
  refused: (error: AppError) => void;
}

/** The API: behind the words for foreign origins, before anything else. */
export function admitToApi(api: FastifyInstance, turnstile: Turnstile): void {
  const say = sayRefused(turnstile);
  api.addHook('onRequest', (request, reply, done) => {
    const refused = (error: AppError): void => {
      say();
      done(error);
    };
    ask(turnstile, 'api', request, reply, { admitted: done, refused });
  });
  // what came after the head was read outside of what began with the head
  api.addHook('preHandler', ({ entry }, _reply, done) => {
    if (entry) withEntry(entry, done);
    else done();
  });
}

/** The answer of the API is made: what is still sent costs no place. Registered after all that makes it smaller. */
export function leaveWithAnswer(api: FastifyInstance): void {
  api.addHook('onSend', ({ entry }, _reply, _payload, done) => {
    entry?.leave();
    done();
  });
}

/** Pages. @param assets addresses of files that are only sent; whoever makes one up waits like anybody */
export function admitToPages(pages: FastifyInstance, turnstile: Turnstile, assets: ReadonlySet<string>): void {
  const say = sayRefused(turnstile);
  pages.addHook('onRequest', (request, reply, done) => {
    if (assets.has(request.url.split('?', 1)[0] ?? '')) {
      done();
      return;
    }
    const refused = (error: AppError): void => {
      say();
      refusePage(request, reply, error);
    };
    ask(turnstile, 'pages', request, reply, { admitted: done, refused });
  });
}

function refusePage({ method, url, headers, id }: FastifyRequest, reply: FastifyReply, error: AppError): void {
  const locale = /^\/en(?:[/?]|$)/.test(url) ? 'en' : 'id';
  void reply.code(error.status).headers({
    'retry-after': String(error.params.seconds),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
  });
  if (headers.accept?.includes('text/html') !== true) {
    void reply.type('application/problem+json').send(JSON.stringify(toProblem(error, locale, id)));
    return;
  }
  const isAct = method !== 'GET' && method !== 'HEAD';
  void reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', CROWDED_POLICY)
    .send(crowdedPage(error, locale, isAct));
}
