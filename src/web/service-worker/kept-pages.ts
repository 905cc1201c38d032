import {
  inLocale,
  isMember,
  isAlwaysThere,
  isKeptByNobody,
  keepingOf,
  localeOf,
  MAX_PAGES,
  OWN_PAGES,
  withoutLocale,
  type Reader,
} from '#web/kit/offline/keep-rules.ts';
import { forgetLearner, listLessons, noteLesson } from './lesson-pages.ts';
import { dropActsOfOthers, owner, setOwner } from './memory.ts';

/** Every page carries its own styles, so pages of an older version stay whole and may stay; what was kept as `-1` may hold an address that is a secret. */
export const PUBLIC = 'lumbung-umum-2';
export const OWN = 'lumbung-pribadi-1';
/** An answer that comes once must not be read again tomorrow. */
const SAID_ONCE = 'data-sekali';
const AN_HOUR = 3_600_000;
const SOME_MINUTES = 300_000;

/** Rises when the reader changes: an answer that was asked for before is not kept any more. */
let era = 0;
let refreshedAt = 0;
/** Whatever looks at the reader and then writes does so one after the other. */
let turn: Promise<unknown> = Promise.resolve();

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const next = turn.then(work, work);
  turn = next.catch(() => undefined);
  return next;
}

export const currentEra = (): number => era;

/** Own pages may have changed: they are fetched again with the next page. */
export const ownPagesChanged = (): void => {
  refreshedAt = 0;
};

/** Somebody signs out, or somebody else signs in: nothing of the member stays. */
export async function forgetReader(): Promise<void> {
  era += 1;
  refreshedAt = 0;
  return inTurn(async () => {
    await caches.delete(OWN);
    await dropActsOfOthers(null);
    await setOwner(null);
    await forgetLearner();
  });
}

/** A pupil leaves or comes: pages of courses that were asked for before are not kept any more. */
export async function learnerChanges(): Promise<void> {
  era += 1;
  return inTurn(forgetLearner);
}

/** Resolves when everything that was noticed so far is written down. */
export const noticed = async (): Promise<void> => inTurn(async () => Promise.resolve());

/** Keeps the page that an answer holds, as far as it may be kept, and notices who reads. */
export async function noteAnswer(path: string, response: Response, asked: number): Promise<void> {
  return inTurn(async () => {
    const reader = response.headers.get('lumbung-untuk') as Reader | null;
    if (reader === null || asked !== era) return;
    await noteReader(reader);
    await noteLesson(path, response.clone(), reader);
    const html = await keep(path, response, reader);
    if (isMember(reader)) await keepHoldForm(path, html, reader);
    if (isMember(reader) && Date.now() - refreshedAt > AN_HOUR) await fetchOwnPages(reader, localeOf(path));
  });
}

/** Own pages are fetched again at once, because something was done in them. */
export const refreshOwnPages = async (path: string): Promise<void> =>
  inTurn(async () => {
    const reader = await owner();
    if (reader !== null) await fetchOwnPages(reader, localeOf(path));
  });

async function noteReader(reader: Reader): Promise<void> {
  const known = await owner();
  if (known === reader || (known === null && !isMember(reader))) return;
  era += 1;
  refreshedAt = 0;
  await caches.delete(OWN);
  // what one member left undone is not sent in the name of another; who was only signed out sends it later
  if (isMember(reader)) await dropActsOfOthers(reader);
  await setOwner(isMember(reader) ? reader : null);
}

async function fetchOwnPages(reader: Reader, locale: 'id' | 'en'): Promise<void> {
  refreshedAt = Date.now();
  const fetchOne = async (path: string): Promise<string> => {
    const response = await fetch(path, { redirect: 'manual', headers: { accept: 'text/html' } });
    // there was no time for it: what is kept stays, and is not asked for again while it is still crowded
    if (response.status >= 500) refreshedAt = Date.now() - AN_HOUR + SOME_MINUTES;
    if (response.headers.get('lumbung-untuk') !== reader) return '';
    return keep(path, response, reader);
  };
  for (const path of OWN_PAGES) {
    const html = await fetchOne(inLocale(path, locale));
    if (path !== '/akun/daftar') continue;
    const lists = [...html.matchAll(/href="((?:\/en)?\/akun\/daftar\/\d+)"/g)].flatMap(([, href]) => href ?? []);
    for (const list of [...new Set(lists)].slice(0, MAX_PAGES / 2)) await fetchOne(list);
  }
}

/** Whoever looked at a title can order it without a network: its form is kept with it. */
async function keepHoldForm(title: string, html: string, reader: Reader): Promise<void> {
  const path = `${new URL(title, location.origin).pathname}/pesan`;
  if (!html.includes(`href="${path}"`)) return;
  const response = await fetch(path, { redirect: 'manual', headers: { accept: 'text/html' } });
  if (response.headers.get('lumbung-untuk') === reader) await keep(path, response, reader);
}

/** @returns the page, or nothing when it was not kept */
async function keep(path: string, response: Response, reader: Reader): Promise<string> {
  const { pathname } = new URL(path, location.origin);
  const keeping = keepingOf(pathname);
  if (keeping === 'learner') return '';
  const isPage = response.status === 200 && /^text\/html/.test(response.headers.get('content-type') ?? '');
  if (keeping === 'never' || reader === 'petugas' || !isPage) return '';
  if (keeping === 'own' && !isMember(reader)) return '';
  // a net below the rules of addresses
  if (!isMember(reader) && isKeptByNobody(pathname, response.headers.get('cache-control'))) return '';
  const html = await response.text();
  if (html.includes(SAID_ONCE)) return '';
  const headers = new Headers(response.headers);
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding', 'link']) headers.delete(name);
  headers.set('x-disimpan', new Date().toISOString());
  headers.set('x-judul', encodeURIComponent(titleOf(html)));
  const cache = await caches.open(isMember(reader) ? OWN : PUBLIC);
  await cache.delete(path);
  await cache.put(path, new Response(html, { headers }));
  const others = (await cache.keys()).filter(({ url }) => !isAlwaysThere(new URL(url).pathname));
  for (const request of others.slice(0, Math.max(0, others.length - MAX_PAGES))) await cache.delete(request);
  return html;
}

/** `Laskar Pelangi · Lumbung` → `Laskar Pelangi`, as it stands in the page (escaped). */
const titleOf = (html: string): string => (/<title>([^<]*)<\/title>/.exec(html)?.[1] ?? '').replace(/ · Lumbung$/, '');

/** The page as it was kept, its own member's before the one for anybody. */
export async function keptPage(path: string): Promise<Response | null> {
  if (keepingOf(new URL(path, location.origin).pathname) === 'learner') return null;
  for (const name of [OWN, PUBLIC]) {
    const found = await (await caches.open(name)).match(path, { ignoreVary: true });
    if (found) return found;
  }
  return null;
}

/** What can be opened without a network, the member's own pages first, then the newest. Titles are escaped. */
export async function listKept(locale: 'id' | 'en'): Promise<{ href: string; title: string }[]> {
  const found: { href: string; title: string; own: number; at: string }[] = [];
  for (const name of [OWN, PUBLIC]) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const response = await cache.match(request, { ignoreVary: true });
      const { pathname, search } = new URL(request.url);
      if (!response || localeOf(pathname) !== locale) continue;
      const own = (OWN_PAGES as readonly string[]).indexOf(withoutLocale(pathname));
      found.push({
        href: pathname + search,
        title: decodeURIComponent(response.headers.get('x-judul') ?? ''),
        own: own === -1 ? OWN_PAGES.length : own,
        at: response.headers.get('x-disimpan') ?? '',
      });
    }
  }
  const lessons = (await listLessons(locale)).map((one) => ({ ...one, own: OWN_PAGES.length }));
  return [...found, ...lessons].sort((a, b) => a.own - b.own || b.at.localeCompare(a.at));
}
