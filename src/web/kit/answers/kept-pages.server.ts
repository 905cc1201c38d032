import type { RequestEvent } from '@sveltejs/kit';
import type { Db } from '#platform/database/db';
import { standOf } from '#platform/database/kept';
import { encodingOf } from '#platform/requests/compress';
import type { Services } from '#platform/services';
import { FORM_KEY } from '#web/kit/form/form-key.ts';
import { compress } from '#web/kit/answers/compress.server.ts';

/**
 * What pages declare of themselves (`_kept`): whoever is not signed in sees the same at the same moment, and all of it comes from the
 * database. A page that reads what only this process has in memory (the index of the search) is never kept.
 */
const declarations = import.meta.glob<true | undefined>('../../routes/(public)/**/+page.server.ts', {
  import: '_kept',
});
const declared = new Map<string, boolean>();
async function isDeclared(routeId: string): Promise<boolean> {
  const before = declared.get(routeId);
  if (before !== undefined) return before;
  const kept = (await declarations[`../../routes${routeId}/+page.server.ts`]?.()) === true;
  declared.set(routeId, kept);
  return kept;
}

/** For so long a page may say what o'clock it is, in milliseconds. */
const MOMENT = 10_000;
/** So many pages are kept, the one that was asked for last the longest. */
const MOST = 100;
/** What is sent has a key of its own for whoever sends it. */
const isOfOne = (page: string): boolean => page.includes(`name="${FORM_KEY}"`) || /method="?post/i.test(page);

interface Answer {
  headers: Headers;
  body: ArrayBuffer;
}
interface KeptPage {
  /** Of which database, and of which moment of it. */
  stand: string;
  moment: number;
  /** Null: it may not be shared. */
  answer: Promise<Answer | null>;
}

const pages = new WeakMap<Db, Map<string, KeptPage>>();

/**
 * Answers with the page as it was made for somebody else, if since then nobody has written anything to the database, in whichever process:
 * then it would come out the same. Else, and for everybody who is signed in, it is made. Either way it is made small.
 */
export async function keptPage(
  event: RequestEvent,
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  make: () => Promise<Response>,
): Promise<Response> {
  const { request, url } = event;
  if (!(await mayBeShared(event))) return compress(request, await make());
  const moment = Math.floor(clock.now().getTime() / MOMENT);
  const { place, snapshot } = await standOf(db);
  const stand = `${place} ${snapshot}`;
  const kept = pages.get(db) ?? new Map<string, KeptPage>();
  pages.set(db, kept);
  const key = `${encodingOf(request.headers.get('accept-encoding') ?? '') ?? ''} ${url.href}`;
  const before = kept.get(key);
  // the one that was asked for last stands last
  kept.delete(key);
  if (before?.stand === stand && before.moment === moment) {
    kept.set(key, before);
    const answer = await before.answer.catch(() => null);
    if (answer) return replay(request, answer);
  }
  const made = make();
  const answer = made.then(async (response) => share(request, response.clone()));
  // whoever makes it is told; who comes later makes it anew
  answer.catch(() => undefined);
  kept.set(key, { stand, moment, answer });
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST) break;
    kept.delete(oldest);
  }
  const response = await made;
  const shared = await answer;
  return shared ? replay(request, shared) : compress(request, response);
}

async function mayBeShared({ request, route, isDataRequest }: RequestEvent): Promise<boolean> {
  const known = request.headers.has('cookie') || request.headers.has('authorization');
  return !known && request.method === 'GET' && !isDataRequest && route.id !== null && isDeclared(route.id);
}

/** @returns null: it holds something that is one reader's own */
async function share(request: Request, response: Response): Promise<Answer | null> {
  const { headers, status } = response;
  if (status !== 200 || headers.has('set-cookie') || !headers.get('content-type')?.startsWith('text/html')) return null;
  const page = await response.text();
  if (isOfOne(page)) return null;
  const small = await compress(request, new Response(page, { headers }));
  return { headers: small.headers, body: await small.arrayBuffer() };
}

function replay(request: Request, { headers, body }: Answer): Response {
  const etag = headers.get('etag');
  if (etag === null || request.headers.get('if-none-match') !== etag) return new Response(body, { headers });
  const same = new Headers(headers);
  for (const name of ['content-type', 'content-encoding', 'content-length']) same.delete(name);
  return new Response(null, { status: 304, headers: same });
}
