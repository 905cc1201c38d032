import { m } from '#i18n/messages';
import { version } from '$app/env';
import { localeOf } from '../offline/keep-rules.ts';
import { listKept } from './kept-pages.ts';

/** What this version of the worker itself shows; made whole or not at all. */
const SHELL = `lumbung-rangka-${version}`;
const OFFLINE = { id: '/luring', en: '/en/luring' } as const;
/** Where a page's matter begins (PublicShell). */
const MAIN = '<main id="isi">';

/** Fetches the pages of the shell, for nobody in particular. The new version starts only when all are there. */
export async function fillShell(): Promise<void> {
  const cache = await caches.open(SHELL);
  await cache.addAll(Object.values(OFFLINE).map((path) => new Request(path, { credentials: 'omit', cache: 'reload' })));
}

/** The shells of versions that are over. */
export async function dropOldShells(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith('lumbung-rangka-') && name !== SHELL).map((name) => caches.delete(name)),
  );
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const note = (html: string): string => `<div class="wrap"><div class="note warn" role="status">${html}</div></div>`;
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
  return withHtml(response, html.replace(MAIN, MAIN + note(`<p>${escape(m.app_kept_note({ when }, { locale }))}</p>`)));
}

/** The page that says there is no network, with what can be opened. `unsent`: a form was on its way. */
export async function offlinePage(path: string, unsent = false): Promise<Response> {
  const locale = localeOf(path);
  const shell = await (await caches.open(SHELL)).match(OFFLINE[locale], { ignoreVary: true });
  if (!shell) return Response.error();
  const kept = await listKept(locale);
  const items = kept.map(({ href, title }) => `<li><a href="${escape(href)}">${title}</a></li>`).join('');
  const list = items
    ? `<ul class="list more-list">${items}</ul>`
    : `<p>${escape(m.app_offline_none({}, { locale }))}</p>`;
  const html = (await shell.text()).replace('<div id="simpanan">', `<div id="simpanan">${list}`);
  const said = unsent ? note(`<p>${escape(m.app_offline_unsent({}, { locale }))}</p>`) : '';
  return withHtml(shell, html.replace(MAIN, MAIN + said), 503);
}
