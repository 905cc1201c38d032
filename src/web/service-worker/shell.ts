import { m } from '#i18n/messages';
import { version } from '$app/env';
import { FORM_KEY } from '#web/kit/form/form-key.ts';
import { fetchAgain } from '#web/kit/offline/fetch-again.ts';
import { localeOf } from '#web/kit/offline/keep-rules.ts';
import { listKept } from './kept-pages.ts';
import { actsOf, owner, type KeptAct } from './memory.ts';
import { takeAnswers } from './queue.ts';

/** What this version of the worker itself shows; made whole or not at all. */
const SHELL = `lumbung-rangka-${version}`;
const OFFLINE = { id: '/luring', en: '/en/luring' } as const;
const QUEUE = { id: '/antrean', en: '/en/antrean' } as const;
/** Where a page's matter begins (PublicShell). */
const MAIN = /<main id="isi"[^>]*>/;

/** Fetches the pages of the shell, for nobody in particular. The new version starts only when all are there. */
export async function fillShell(): Promise<void> {
  const cache = await caches.open(SHELL);
  await Promise.all(
    [...Object.values(OFFLINE), ...Object.values(QUEUE)].map(async (path) => {
      const response = await fetchAgain(async () => fetch(path, { credentials: 'omit', cache: 'reload' }));
      if (!response.ok) throw new Error(`${path} answers ${response.status}`);
      await cache.put(path, response);
    }),
  );
}

/** The shells of versions that are over. */
export async function dropOldShells(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names
      .filter((name) => name.startsWith('lumbung-rangka-') && name !== SHELL)
      .map(async (name) => caches.delete(name)),
  );
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const note = (html: string, tone: 'ok' | 'warn' | 'bad' = 'warn'): string =>
  `<div class="wrap"><div class="note ${tone}" role="status">${html}</div></div>`;
const withHtml = (response: Response, html: string, status = response.status): Response => {
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  headers.delete('content-encoding');
  return new Response(html, { status, headers });
};

/** A page that was kept, saying so and since when. */
export async function asKept(path: string, response: Response): Promise<Response> {
  const locale = localeOf(path);
  const at = new Date(response.headers.get('x-disimpan') ?? 0);
  const when = at.toLocaleString(locale, { weekday: 'long', hour: '2-digit', minute: '2-digit' });
  const html = await response.text();
  return withHtml(
    response,
    html
      .replace(MAIN, (main) => main + note(`<p>${escape(m.app_kept_note({ when }, { locale }))}</p>`))
      // sent from a page that is opened again and again, the same form is another act
      .replaceAll(KEY_FIELD, ''),
  );
}

const KEY_FIELD = new RegExp(`<input type="hidden" name="${FORM_KEY}"[^>]*>`, 'g');

/** The page that says there is no network, with what can be opened. @param said something that stands above it (HTML) */
export async function offlinePage(path: string, said = ''): Promise<Response> {
  const locale = localeOf(path);
  const shell = await (await caches.open(SHELL)).match(OFFLINE[locale], { ignoreVary: true });
  if (!shell) return Response.error();
  const kept = await listKept(locale);
  const items = kept.map(({ href, title }) => `<li><a href="${escape(href)}">${title}</a></li>`).join('');
  const list = items
    ? `<ul class="list more-list">${items}</ul>`
    : `<p>${escape(m.app_offline_none({}, { locale }))}</p>`;
  const html = (await shell.text()).replace('<div id="simpanan">', (div) => div + list);
  return withHtml(
    shell,
    html.replace(MAIN, (main) => main + (said === '' ? '' : note(said))),
    503,
  );
}

/** The same where a form was on its way. */
export const unsentPage = async (path: string): Promise<Response> =>
  offlinePage(path, `<p>${escape(m.app_offline_unsent({}, { locale: localeOf(path) }))}</p>`);

/** In place of the page that asks before signing out: its button works without a network too. */
export async function signOutPage(path: string): Promise<Response> {
  const locale = localeOf(path);
  const button = `<form method="post"><button>${escape(m.identity_sign_out({}, { locale }))}</button></form>`;
  return offlinePage(path, `<div class="flow"><p>${escape(m.app_sign_out_offline({}, { locale }))}</p>${button}</div>`);
}

/** Nothing of the pupil is shown on this device any more; the library hears of it later. */
export const pupilLeftPage = async (path: string): Promise<Response> =>
  offlinePage(path, `<p>${escape(m.lesson_offline_left({}, { locale: localeOf(path) }))}</p>`);

/** Nothing of the member is left on this phone; the library hears of it later. */
export const signedOutPage = async (path: string): Promise<Response> =>
  offlinePage(path, `<p>${escape(m.app_signed_out_here({}, { locale: localeOf(path) }))}</p>`);

/** The page as it is, with what became of acts that waited on top. */
export async function withAnswers(response: Response): Promise<Response> {
  const isPage = /^text\/html/.test(response.headers.get('content-type') ?? '');
  if (!isPage || response.headers.get('lumbung-untuk') !== (await owner())) return response;
  const answers = await takeAnswers();
  if (answers.length === 0) return response;
  const notes = answers.map(({ state, answer }) => note(`<p>${escape(answer)}</p>`, state === 'done' ? 'ok' : 'bad'));
  return withHtml(
    response,
    (await response.text()).replace(MAIN, (main) => main + notes.join('')),
  );
}

/** The page of what waits, filled in. `fresh` = the server's own, null = the network is away. */
export async function queuePage(path: string, fresh: Response | null): Promise<Response> {
  const locale = localeOf(path);
  const page = fresh ?? (await (await caches.open(SHELL)).match(QUEUE[locale], { ignoreVary: true }));
  if (!page) return offlinePage(path);
  const reader = await owner();
  const acts = reader === null ? [] : (await actsOf(reader)).reverse();
  await takeAnswers();
  const html = await page.text();
  return withHtml(
    page,
    html.replace('<div id="antrean">', (div) => div + queueList(acts, locale)),
  );
}

function queueList(acts: readonly KeptAct[], locale: 'id' | 'en'): string {
  if (acts.length === 0) return `<p class="muted">${escape(m.app_queue_none({}, { locale }))}</p>`;
  const items = acts.map(({ act, title, at, state, answer }) => {
    const what = act.kind === 'renew' ? m.app_act_renew({ title }, { locale }) : m.app_act_hold({ title }, { locale });
    const when = new Date(at).toLocaleString(locale, { weekday: 'long', hour: '2-digit', minute: '2-digit' });
    const over = state === 'done' || state === 'refused';
    const mark = over
      ? `<span class="st${state === 'done' ? '' : ' late'}">${escape(answer)}</span>`
      : `<span class="st wait">${escape(m.app_act_waits({ when }, { locale }))}</span>`;
    return `<li><h2>${escape(what)}</h2><p>${mark}</p></li>`;
  });
  return `<ul class="list">${items.join('')}</ul>`;
}
