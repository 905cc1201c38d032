// The one worker of the site: pages without a network, and messages that are pushed. Pages work without it.
import { self } from '$app/service-worker';
import { inLocale, isImmutable, isKeptFile, localeOf, MAX_FILES, withoutLocale } from '#web/kit/offline/keep-rules.ts';
import { currentEra, keptPage, noteAnswer, OWN, ownPagesChanged, PUBLIC, refreshOwnPages } from './kept-pages.ts';
import { actOfForm, sendWaiting, sendWithKey, SYNC } from './queue.ts';
import { STAND_INS } from '#web/kit/offline/stand-ins.ts';
import { showPushes } from './push.ts';
import {
  asKept,
  dropOldShells,
  fillShell,
  offlinePage,
  queuePage,
  signedOutPage,
  signOutPage,
  unsentPage,
  withAnswers,
} from './shell.ts';
import { carrySignOut, signOutHere, signOutIsDone } from './sign-out.ts';
import { standInFile, standInPage } from './stand-in.ts';

const FILES = 'lumbung-berkas-1';
/** A network that is there and does not answer: whoever has a kept page need not wait longer (milliseconds). */
const PATIENCE = 8000;

self.addEventListener('install', (event) => {
  event.waitUntil(fillShell().then(async () => self.skipWaiting()));
});
self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([dropOldShells(), dropUnknown()]).then(async () => self.clients.claim()));
});
showPushes();
self.addEventListener('sync', (event) => {
  const sync = event as SyncEvent;
  if (sync.tag === SYNC) sync.waitUntil(sendWaiting());
});
// the page says that it stands, or that the network is back
self.addEventListener('message', (event) => {
  if (event.data === SYNC)
    event.waitUntil(
      carrySignOut()
        .then(sendWaiting)
        .catch(() => undefined),
    );
});

/** Background Sync; not in the types of the browsers yet. */
interface SyncEvent extends ExtendableEvent {
  tag: string;
}

/** The staff's forms, with files as large as a catalogue, go straight to the server. */
const STAFF = /^\/(staf|pasang)(\/|$)/;

/** Caches whose form an older worker knew. */
async function dropUnknown(): Promise<void> {
  const names = await caches.keys();
  const strange = names.filter(
    (name) =>
      name.startsWith('lumbung-') &&
      ![OWN, PUBLIC, FILES, ...STAND_INS.map(({ cache }) => cache)].includes(name) &&
      !name.startsWith('lumbung-rangka-'),
  );
  await Promise.all(strange.map(async (name) => caches.delete(name)));
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.mode === 'navigate' && request.method === 'GET') event.respondWith(openPage(event, url));
  else if (request.mode === 'navigate' && request.method === 'POST' && !STAFF.test(withoutLocale(url.pathname)))
    event.respondWith(sendForm(event, url));
  else if (request.method === 'GET' && isKeptFile(url.pathname)) event.respondWith(openFile(event, url));
});

/** The network's page while there is one; then the page that was kept; then the page that says what can be opened. */
async function openPage(event: FetchEvent, url: URL): Promise<Response> {
  const path = url.pathname + url.search;
  const isLeaving = await carrySignOut();
  const kept = await keptPage(path);
  const asked = currentEra();
  const isQueue = withoutLocale(url.pathname) === '/antrean';
  const standIn = await standInPage(url.pathname);
  try {
    const response = await (kept || standIn ? withPatience(fetch(event.request)) : fetch(event.request));
    // whoever stands before a server that is away says so
    if (standIn && response.status >= 502) return standIn;
    // nothing is kept again for whoever has left
    if (!isLeaving) event.waitUntil(noteAnswer(path, copyOfPage(response), asked).catch(() => undefined));
    // what waits on this phone is shown also where the server has no time for its page
    if (isQueue) return await queuePage(url.pathname, response.status >= 500 ? null : response);
    return await withAnswers(response);
  } catch {
    if (isQueue) return queuePage(url.pathname, null);
    if (withoutLocale(url.pathname) === '/keluar') return signOutPage(url.pathname);
    return standIn ?? (kept ? asKept(url.pathname, kept) : offlinePage(url.pathname));
  }
}

/** A page with its text; of a file only what its head says, so that a film is not held in memory. */
const copyOfPage = (response: Response): Response =>
  /^text\/html/.test(response.headers.get('content-type') ?? '')
    ? response.clone()
    : new Response(null, { headers: response.headers });

const withPatience = async (answer: Promise<Response>): Promise<Response> =>
  Promise.race([
    answer,
    new Promise<never>((_, give) => setTimeout(() => give(new Error('the network does not answer')), PATIENCE)),
  ]);

async function sendForm(event: FetchEvent, url: URL): Promise<Response> {
  const path = withoutLocale(url.pathname);
  if (path === '/keluar') return leave(event.request, url.pathname);
  await carrySignOut();
  const act = await actOfForm(event.request, url);
  try {
    const response = act ? await sendWithKey(event.request, act) : await fetch(event.request);
    if (response === null) return Response.redirect(inLocale('/antrean', localeOf(url.pathname)), 303);
    if (response.type === 'opaqueredirect') {
      if (path === '/masuk') await signOutIsDone();
      // where it leads elsewhere, that page has something to say first
      ownPagesChanged();
      // a form for which there was no time has changed nothing
    } else if (response.status < 500) event.waitUntil(refreshOwnPages(url.pathname).catch(() => undefined));
    return response;
  } catch {
    return unsentPage(url.pathname);
  }
}

/** Nothing of the member is left here before the library is asked, and also where it cannot be asked. */
async function leave(request: Request, path: string): Promise<Response> {
  await signOutHere();
  try {
    const response = await fetch(request);
    if (response.status >= 500) return await signedOutPage(path);
    await signOutIsDone();
    return response;
  } catch {
    return signedOutPage(path);
  }
}

async function openFile(event: FetchEvent, url: URL): Promise<Response> {
  const cache = await caches.open(FILES);
  const kept = await cache.match(event.request, { ignoreVary: true });
  if (kept && isImmutable(url.pathname)) return kept;
  try {
    const response = await fetch(event.request);
    if (response.status === 200) event.waitUntil(keepFile(cache, event.request, response.clone()));
    return response;
  } catch {
    return kept ?? (await standInFile(event.request)) ?? Response.error();
  }
}

async function keepFile(cache: Cache, request: Request, response: Response): Promise<void> {
  await cache.delete(request);
  await cache.put(request, response);
  const all = await cache.keys();
  for (const old of all.slice(0, Math.max(0, all.length - MAX_FILES))) await cache.delete(old);
}
