import { pagesOf, type StandIn } from './stand-ins.ts';

/** Addresses of the page's own files, wherever they stand in it or in its head. */
const FILE = /_app\/immutable\/[^"'\s)>]+/g;

/**
 * Keeps a page with all its files, so that it opens without a network: the new one whole, then the old one goes. The worker of the site
 * (registered here) shows it.
 */
export async function keepStandIn(standIn: StandIn): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register('/service-worker.js');
  await navigator.serviceWorker.ready;
  const cache = await caches.open(standIn.cache);
  const wanted = new Set<string>(['/favicon.svg']);
  const pages: [string, Response][] = [];
  for (const path of pagesOf(standIn)) {
    const response = await fetch(path, { credentials: 'omit', cache: 'reload' });
    if (!response.ok) throw new Error(`${path} answers ${response.status}`);
    const named = `${response.headers.get('link') ?? ''} ${await response.clone().text()}`;
    for (const [file] of named.matchAll(FILE)) wanted.add(`/${file}`);
    pages.push([path, response]);
  }
  await cache.addAll([...wanted]);
  for (const [path, response] of pages) await cache.put(path, response);
  const all = new Set([...wanted, ...pagesOf(standIn)].map((path) => new URL(path, location.origin).href));
  for (const request of await cache.keys()) if (!all.has(request.url)) await cache.delete(request);
}
