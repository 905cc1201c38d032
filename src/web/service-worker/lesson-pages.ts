import { localeOf, type Reader } from '#web/kit/offline/keep-rules.ts';
import {
  fits,
  isHere,
  keyOf,
  lessonPage,
  MAX_LETTERS,
  MAX_PICTURES,
  NOBODY,
  picturesIn,
  readKey,
  readWhose,
  tooMany,
  WHOSE,
  type Lying,
} from '#web/kit/offline/lesson-rules.ts';
import { setWhose, whose } from './memory.ts';

export const LESSONS = 'lumbung-pelajaran-1';
export const PICTURES = 'lumbung-pelajaran-gambar-1';
const SAID_ONCE = 'data-sekali';
/** A picture that is larger than this is left to the network (bytes). */
const LARGEST_PICTURE = 2_000_000;

/** Who learns here now; null: nobody knows, and nobody's pages but those of nobody are shown. */
export async function learnerHere(): Promise<string | null> {
  const known = await whose();
  return known && isHere(known, Date.now()) ? known.mark : null;
}

/** Takes what belongs to anybody but these from the device. */
async function keepOnly(marks: readonly string[]): Promise<void> {
  const cache = await caches.open(LESSONS);
  for (const request of await cache.keys()) if (!marks.includes(readKey(request.url).mark)) await cache.delete(request);
  await dropPictures(cache);
}

/** Whoever learnt here has gone, or somebody else comes: their pages go, what they could not send stays for them. */
export async function forgetLearner(): Promise<void> {
  await setWhose(null);
  await keepOnly([NOBODY]);
}

/** Notices who learns here, and keeps the page of a course for them. */
export async function noteLesson(path: string, response: Response, reader: Reader): Promise<void> {
  const said = readWhose(response.headers.get(WHOSE));
  const known = await whose();
  const isOther = known !== null && (said === null ? !fits(known.mark, reader) : said.mark !== known.mark);
  if (isOther) await forgetLearner();
  if (said === null || !fits(said.mark, reader)) return;
  // one who is here by the clock of the server is: that of the device may have been set
  if (isOther || known === null || !isHere(known, Date.now())) await setWhose({ ...said, at: Date.now() });
  if (lessonPage(new URL(path, location.origin).pathname) !== null && !path.includes('?'))
    await keep(path, response, said.mark);
}

/** The page, without what is said once: where something was, it is fetched again. */
async function lastingPage(path: string, response: Response, mark: string): Promise<[string, Headers] | null> {
  const isPage = response.status === 200 && /^text\/html/.test(response.headers.get('content-type') ?? '');
  if (!isPage) return null;
  const html = await response.text();
  if (!html.includes(SAID_ONCE)) return [html, response.headers];
  const again = await fetch(path, { redirect: 'manual', headers: { accept: 'text/html' } });
  if (again.status !== 200 || readWhose(again.headers.get(WHOSE))?.mark !== mark) return null;
  const fresh = await again.text();
  return fresh.includes(SAID_ONCE) ? null : [fresh, again.headers];
}

async function keep(path: string, response: Response, mark: string): Promise<void> {
  const page = await lastingPage(path, response, mark);
  if (page === null || page[0].length > MAX_LETTERS / 8) return;
  const [html, old] = page;
  const headers = new Headers(old);
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding', 'link']) headers.delete(name);
  headers.set('x-disimpan', new Date().toISOString());
  headers.set('x-huruf', String(html.length));
  const title = /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? '';
  headers.set('x-judul', encodeURIComponent(title.replace(/ · Lumbung$/, '')));
  const cache = await caches.open(LESSONS);
  await cache.put(keyOf(path, mark), new Response(html, { headers }));
  for (const { url } of tooMany(await lying(cache))) await cache.delete(url);
  await dropPictures(cache);
  await keepPictures(html);
}

async function lying(cache: Cache): Promise<Lying[]> {
  const found: Lying[] = [];
  for (const { url } of await cache.keys()) {
    const head = (await cache.match(url, { ignoreVary: true }))?.headers;
    found.push({
      url,
      isLesson: lessonPage(new URL(url).pathname) === 'lesson',
      letters: Number(head?.get('x-huruf') ?? 0),
      at: head?.get('x-disimpan') ?? '',
    });
  }
  return found;
}

/** Of each picture one size, where none is there yet. */
async function keepPictures(html: string): Promise<void> {
  const pictures = await caches.open(PICTURES);
  let bytes = 0;
  for (const request of await pictures.keys())
    bytes += Number((await pictures.match(request))?.headers.get('content-length') ?? 0);
  for (const addresses of picturesIn(html)) {
    const there = await Promise.all(addresses.map(async (address) => pictures.match(address)));
    const address = addresses.at(-1);
    if (address === undefined || there.some(Boolean)) continue;
    const response = await fetch(address).catch(() => null);
    const size = Number(response?.headers.get('content-length') ?? 0);
    if (response?.status !== 200 || size === 0 || size > LARGEST_PICTURE || bytes + size > MAX_PICTURES) continue;
    bytes += size;
    await pictures.put(address, response);
  }
}

/** Pictures that no kept page shows any more. */
async function dropPictures(cache: Cache): Promise<void> {
  const shown = new Set<string>();
  for (const request of await cache.keys()) {
    const html = (await (await cache.match(request, { ignoreVary: true }))?.text()) ?? '';
    for (const address of picturesIn(html).flat()) shown.add(address);
  }
  const pictures = await caches.open(PICTURES);
  for (const request of await pictures.keys())
    if (!shown.has(new URL(request.url).pathname)) await pictures.delete(request);
}

/** The picture at an address, in whichever size it was kept. */
export async function keptPicture(address: string): Promise<Response | undefined> {
  const pictures = await caches.open(PICTURES);
  const same = await pictures.match(address);
  if (same) return same;
  const cache = await caches.open(LESSONS);
  for (const request of await cache.keys()) {
    const html = (await (await cache.match(request, { ignoreVary: true }))?.text()) ?? '';
    for (const other of picturesIn(html).find((addresses) => addresses.includes(address)) ?? []) {
      const found = await pictures.match(other);
      if (found) return found;
    }
  }
  return undefined;
}

/** A page of a course as it was kept for who learns here, else the one for nobody in particular. */
export async function keptLesson(path: string): Promise<Response | null> {
  if (lessonPage(new URL(path, location.origin).pathname) === null) return null;
  const cache = await caches.open(LESSONS);
  const mark = await learnerHere();
  for (const one of mark === null ? [NOBODY] : [mark, NOBODY]) {
    const found = await cache.match(keyOf(path, one), { ignoreVary: true });
    if (found) return found;
  }
  return null;
}

/** Lessons that can be opened without a network by who learns here, the newest first. */
export async function listLessons(locale: 'id' | 'en'): Promise<{ href: string; title: string; at: string }[]> {
  const cache = await caches.open(LESSONS);
  const mark = await learnerHere();
  const found = new Map<string, { href: string; title: string; at: string }>();
  for (const { url } of await cache.keys()) {
    const { path, mark: owner } = readKey(url);
    if (![mark, NOBODY].includes(owner) || localeOf(path) !== locale || lessonPage(path) === null) continue;
    const head = (await cache.match(url, { ignoreVary: true }))?.headers;
    const title = decodeURIComponent(head?.get('x-judul') ?? '');
    if (owner === mark || !found.has(path)) found.set(path, { href: path, title, at: head?.get('x-disimpan') ?? '' });
  }
  return [...found.values()].sort((a, b) => b.at.localeCompare(a.at));
}
