// The one worker of the site: pages without a network, and messages that are pushed. Pages work without it.
import { self } from '$app/service-worker';
import { inLocale, isImmutable, isKeptFile, localeOf, MAX_FILES, withoutLocale } from '#web/kit/offline/keep-rules.ts';
import {
  currentEra,
  keptPage,
  learnerChanges,
  noteAnswer,
  noticed,
  OWN,
  ownPagesChanged,
  PUBLIC,
  refreshOwnPages,
} from './kept-pages.ts';
import { answerOfForm, forgetAnswers, keepAgain, sendAnswerForm, sendAnswers } from './lesson-answers.ts';
import { lessonAsKept, saidInstead, withWaiting } from './lesson-notes.ts';
import { keptLesson, keptPicture, LESSONS, PICTURES } from './lesson-pages.ts';
import { actOfForm, isAway, sendWaiting, sendWithKey, SYNC } from './queue.ts';
import { lessonPage } from '#web/kit/offline/lesson-rules.ts';
import { STAND_INS } from '#web/kit/offline/stand-ins.ts';
import { showPushes } from './push.ts';
import {
  asKept,
  dropOldShells,
  fillShell,
  offlinePage,
  pupilLeftPage,
  queuePage,
  signedOutPage,
  signOutPage,
  unsentPage,
  withAnswers,
} from './shell.ts';
import { carrySignOut, isTold, pupilHasLeft, pupilLeavesHere, signOutHere, signOutIsDone } from './sign-out.ts';
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
  if (sync.tag === SYNC) sync.waitUntil(Promise.all([sendWaiting(), noticed().then(sendAnswers)]));
});
// the page says that it stands, or that the network is back
self.addEventListener('message', (event) => {
  if (event.data === SYNC)
    event.waitUntil(
      carrySignOut()
        .then(async () => Promise.allSettled([sendWaiting(), noticed().then(sendAnswers)]))
        .catch(() => undefined),
    );
  const path = lessonAsked(event.data);
  if (path !== null) event.waitUntil(tellKept(path, event.source).catch(() => undefined));
});

/** The address of a lesson that asks whether it is kept; null: something else was said. */
function lessonAsked(data: unknown): string | null {
  const path = typeof data === 'object' && data !== null && 'tersimpan' in data ? data.tersimpan : null;
  return typeof path === 'string' && lessonPage(path) === 'lesson' ? path : null;
}

/** A lesson that was opened before this worker stood is fetched once more for it. */
async function tellKept(path: string, asked: ExtendableMessageEvent['source']): Promise<void> {
  await noticed();
  if (!(await keptLesson(path))) await keepAgain(path);
  if (await keptLesson(path)) asked?.postMessage({ tersimpan: path });
}

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
      ![OWN, PUBLIC, FILES, LESSONS, PICTURES, ...STAND_INS.map(({ cache }) => cache)].includes(name) &&
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
  else if (request.method === 'GET' && url.pathname.startsWith('/gambar/')) event.respondWith(openPicture(event, url));
});

/** Pictures of lessons are there without a network. */
async function openPicture({ request }: FetchEvent, { pathname }: URL): Promise<Response> {
  try {
    return await fetch(request);
  } catch {
    return (await keptPicture(pathname)) ?? Response.error();
  }
}

/** The network's page while there is one; then the page that was kept; then the page that says what can be opened. */
async function openPage(event: FetchEvent, url: URL): Promise<Response> {
  const path = url.pathname + url.search;
  const isLeaving = await carrySignOut();
  const kept = await keptPage(path);
  const lesson = await keptLesson(path);
  const asked = currentEra();
  const isQueue = withoutLocale(url.pathname) === '/antrean';
  const standIn = await standInPage(url.pathname);
  try {
    const response = await (kept || lesson || standIn ? withPatience(fetch(event.request)) : fetch(event.request));
    // whoever stands before a server that is away says so
    if (standIn && response.status >= 502) return standIn;
    if (lesson && isAway(response.status)) return await lessonPageKept(url.pathname, lesson);
    // nothing is kept again for whoever has left
    if (!isLeaving) event.waitUntil(noteAnswer(path, copyOfPage(response), asked).catch(() => undefined));
    // what waits on this phone is shown also where the server has no time for its page
    if (isQueue) return await queuePage(url.pathname, response.status >= 500 ? null : response);
    return await withWaiting(url.pathname, await withAnswers(response));
  } catch {
    if (isQueue) return queuePage(url.pathname, null);
    if (withoutLocale(url.pathname) === '/keluar') return signOutPage(url.pathname);
    if (lesson) return lessonPageKept(url.pathname, lesson);
    return standIn ?? (kept ? asKept(url.pathname, kept) : offlinePage(url.pathname, await saidInstead(url.pathname)));
  }
}

const lessonPageKept = async (path: string, lesson: Response): Promise<Response> =>
  lessonAsKept(path, await asKept(path, lesson));

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
  if (path === '/kelas/masuk' && url.search.startsWith('?/leave')) return leaveClass(event.request, url.pathname);
  await carrySignOut();
  const answer = await answerOfForm(event.request, url);
  if (answer) {
    const answered = await sendAnswerForm(event.request, answer);
    // what was done before shows that it waits, and is not sent again by loading it anew
    return answered ?? Response.redirect(`${url.pathname}#tugas-${answer.taskId}`, 303);
  }
  const act = await actOfForm(event.request, url);
  try {
    const response = act ? await sendWithKey(event.request, act) : await fetch(event.request);
    if (response === null) return Response.redirect(inLocale('/antrean', localeOf(url.pathname)), 303);
    if (response.type === 'opaqueredirect') {
      if (path === '/masuk') await signOutIsDone();
      await noteLearnersForm(path, url.search);
      // where it leads elsewhere, that page has something to say first
      ownPagesChanged();
      // a form for which there was no time has changed nothing
    } else if (response.status < 500) event.waitUntil(refreshOwnPages(url.pathname).catch(() => undefined));
    return response;
  } catch {
    return unsentPage(url.pathname);
  }
}

/** Somebody came in by a class, or forgot what they did: nothing of whoever was here before is shown or sent as theirs. */
async function noteLearnersForm(path: string, search: string): Promise<void> {
  if (path === '/kelas/masuk') {
    await pupilHasLeft();
    await learnerChanges();
  }
  const forgets = (path === '/kelas' && search === '?/forget') || search === '?/leave';
  if (!forgets || lessonPage(path) === null) return;
  await forgetAnswers(path === '/kelas' ? null : path);
  await learnerChanges();
}

/** A pupil leaves: nothing of them is shown here from now on, also where the library cannot be told yet. */
async function leaveClass(request: Request, path: string): Promise<Response> {
  await pupilLeavesHere();
  await learnerChanges();
  try {
    const response = await fetch(request);
    if (!isTold(response)) return await pupilLeftPage(path);
    await pupilHasLeft();
    return response;
  } catch {
    return pupilLeftPage(path);
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
