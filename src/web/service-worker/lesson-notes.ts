import { m } from '#i18n/messages';
import { localeOf, withoutLocale } from '#web/kit/offline/keep-rules.ts';
import { isTest, lessonPage, readWhose, WHOSE, type KeptAnswer } from '#web/kit/offline/lesson-rules.ts';
import { learnerHere } from './lesson-pages.ts';
import { allAnswers } from './memory.ts';

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** What stands at a task of which an answer waits or was refused, with what was filled in. */
function noteAtTask({ state, answer, fields }: KeptAnswer, locale: 'id' | 'en'): string {
  const words =
    state === 'refused'
      ? [answer, m.lesson_offline_do_again({}, { locale })].join(' ')
      : m.lesson_offline_waits({}, { locale });
  const tone = state === 'refused' ? 'bad' : 'warn';
  return `<div class="note ${tone}" role="status" data-isian="${escape(fields)}"><p>${escape(words)}</p></div>`;
}

const withHtml = (response: Response, html: string): Response => {
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  headers.delete('content-encoding');
  return new Response(html, { status: response.status, headers });
};

/** A page of courses as it comes, with what waits on this device: at its tasks what its reader wrote, of others only how much. */
export const withWaiting = async (path: string, response: Response): Promise<Response> =>
  // the page knows before anything is written down here
  withNotes(path, response, readWhose(response.headers.get(WHOSE))?.mark ?? (await learnerHere()));

async function withNotes(path: string, response: Response, mark: string | null): Promise<Response> {
  const isPage = /^text\/html/.test(response.headers.get('content-type') ?? '');
  const page = withoutLocale(path);
  if (!isPage || (page !== '/kelas/masuk' && lessonPage(page) !== 'lesson')) return response;
  const all = await allAnswers();
  if (all.length === 0) return response;
  const locale = localeOf(path);
  const count = all.filter(({ owner, state }) => owner !== mark && state !== 'refused').length;
  let html = await response.text();
  for (const one of all.filter((kept) => kept.owner === mark && kept.path === page))
    html = html.replace(`<div id="tugas-${one.taskId}-antre">`, (slot) => slot + noteAtTask(one, locale));
  if (count > 0) {
    const words = escape(m.lesson_offline_others({ count }, { locale }));
    html = html.replace('<div id="antre-lain">', (slot) => `${slot}<p class="note" role="status">${words}</p>`);
  }
  return withHtml(response, html);
}

/** The same where it was kept: what needs the network says so. */
export async function lessonAsKept(path: string, response: Response): Promise<Response> {
  const html = (await response.text())
    .replaceAll(/(<[^>]*\bdata-luring\b[^>]*?)\shidden(?:="")?/g, '$1')
    .replace(/(<[^>]*\bdata-tersimpan\b[^>]*?)\shidden(?:="")?/, '$1');
  return withNotes(path, withHtml(response, html), await learnerHere());
}

/** What is said where a page of courses cannot be had at all (HTML); empty: nothing more. */
export async function saidInstead(path: string): Promise<string> {
  const locale = localeOf(path);
  const page = withoutLocale(path);
  if (isTest(page)) return `<p>${escape(m.lesson_offline_test({}, { locale }))}</p>`;
  const mark = await learnerHere();
  const waits = (await allAnswers()).some((one) => one.owner === mark && one.path === page && one.state !== 'refused');
  return waits ? `<p>${escape(m.lesson_offline_waits({}, { locale }))}</p>` : '';
}
