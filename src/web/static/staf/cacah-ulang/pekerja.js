// @ts-check
// Lets the scan page of a stocktake open again without the network: between the shelves there is often none. It asks the network first
// and keeps the last page of each stocktake and the files it needs; scans wait in the page's own database, never here.

/** @typedef {Event & { request: Request, respondWith(answer: Promise<Response>): void, waitUntil(work: Promise<unknown>): void }} WorkerEvent */

const worker =
  /** @type {{ location: Location, skipWaiting(): Promise<void>, clients: { claim(): Promise<void> }, addEventListener(name: string, act: (event: WorkerEvent) => void): void }} */ (
    /** @type {unknown} */ (globalThis)
  );
const CACHE = 'cacah-ulang-1';
const PAGE = /^\/staf\/cacah-ulang\/\d+\/pindai$/;
const FILE = /^\/_app\/|\.(css|js|svg|woff2)$/;
const MOST = 150;

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return;
  const isPage = request.mode === 'navigate' && PAGE.test(url.pathname);
  if (isPage || FILE.test(url.pathname)) event.respondWith(networkFirst(event));
});

/** @param {WorkerEvent} event */
async function networkFirst({ request }) {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request);
    // where it was led elsewhere (to the door) is not the page
    if (response.ok && !response.redirected) await cache.put(request, response.clone());
    const keys = await cache.keys();
    for (const old of keys.slice(0, Math.max(0, keys.length - MOST))) await cache.delete(old);
    return response;
  } catch (error) {
    const kept = await cache.match(request, { ignoreVary: true, ignoreSearch: request.mode === 'navigate' });
    if (kept) return kept;
    throw error;
  }
}
