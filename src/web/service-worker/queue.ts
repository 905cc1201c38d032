import { m } from '#i18n/messages';
import { self } from '$app/service-worker';
import { actOf } from '#web/kit/offline/acts.ts';
import { inLocale, localeOf, withoutLocale } from '#web/kit/offline/keep-rules.ts';
import { refreshOwnPages } from './kept-pages.ts';
import { actsOf, dropAct, owner, putAct, type KeptAct } from './memory.ts';

/** Name of the background sync, where a browser has it. */
export const SYNC = 'kirim';
/** Longer than this nobody expects it to be done any more (milliseconds). */
const TOO_OLD = 7 * 86_400_000;
/** Answers that were read stay in the list so long. */
const REMEMBERED = 86_400_000;

/** Acts that this worker is sending now; whatever else says `sending` was cut off, and waits. */
const underWay = new Set<string>();
let turn: Promise<unknown> = Promise.resolve();

/** The act that a form sends, written down before it leaves; null = a form that does not wait. */
export async function actOfForm(request: Request, url: URL): Promise<KeptAct | null> {
  if (!request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded')) return null;
  const reader = await owner();
  if (reader === null) return null;
  const fields = new URLSearchParams(await request.clone().text());
  const act = actOf(withoutLocale(url.pathname), url.search, fields);
  if (act === null) return null;
  const kept: KeptAct = {
    key: crypto.randomUUID(),
    owner: reader,
    locale: localeOf(url.pathname),
    act,
    title: fields.get('judul') ?? '',
    at: Date.now(),
    state: 'sending',
    answer: '',
    read: false,
  };
  underWay.add(kept.key);
  await putAct(kept);
  return kept;
}

/**
 * Sends a form with the key of its act, so that a second sending changes nothing.
 * @returns the server's page, or null when the network failed and the act waits now
 */
export async function sendWithKey(request: Request, kept: KeptAct): Promise<Response | null> {
  try {
    const response = await fetch(request.url, {
      method: 'POST',
      body: await request.text(),
      redirect: 'manual',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'idempotency-key': kept.key,
        // a page, not the data of one
        accept: 'text/html',
      },
    });
    if (isAway(response.status)) throw new Error('the server is away');
    await dropAct(kept.key);
    return response;
  } catch {
    await putAct({ ...kept, state: 'waiting' });
    await askForSync();
    return null;
  } finally {
    underWay.delete(kept.key);
  }
}

/** The door of the server answers, the server does not. */
export const isAway = (status: number): boolean => status === 502 || status === 503 || status === 504;

/** The browser shall wake this worker when the network is back. */
export async function askForSync(): Promise<void> {
  const { sync } = self.registration as ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } };
  // without it the next page, or the network's return, sends them
  await sync?.register(SYNC).catch(() => undefined);
}

/** Sends what waits, one after the other. Rejects when the network is still away, so that a background sync comes again. */
export async function sendWaiting(): Promise<void> {
  const next = turn.then(sendAll, sendAll);
  turn = next.catch(() => undefined);
  return next;
}

async function sendAll(): Promise<void> {
  const reader = await owner();
  if (reader === null) return;
  const answered: KeptAct[] = [];
  try {
    for (const kept of await actsOf(reader)) {
      const over = kept.state === 'done' || kept.state === 'refused';
      if (over && kept.read && Date.now() - kept.at > REMEMBERED) await dropAct(kept.key);
      if (over || underWay.has(kept.key)) continue;
      const answer = await sendOne(kept);
      if (answer === null) break;
      const told = { ...kept, ...answer };
      await putAct(told);
      answered.push(told);
    }
  } finally {
    if (answered.length > 0) await tell(answered);
  }
  const last = answered.at(-1);
  if (last) await refreshOwnPages(inLocale('/akun', last.locale)).catch(() => undefined);
}

/** @returns null when the member must sign in first */
async function sendOne(kept: KeptAct): Promise<Pick<KeptAct, 'state' | 'answer'> | null> {
  if (Date.now() - kept.at > TOO_OLD)
    return { state: 'refused', answer: m.app_act_too_old({}, { locale: kept.locale }) };
  const response = await fetch(inLocale('/akun/kirim', kept.locale), {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/json', 'idempotency-key': kept.key },
    body: JSON.stringify({ reader: kept.owner, ...kept.act }),
  });
  if (response.type === 'opaqueredirect') return null;
  if (response.status >= 500) throw new Error(`the server answers ${response.status}`);
  const { ok, sentence } = (await response.json()) as { ok: boolean; sentence: string };
  return { state: ok ? 'done' : 'refused', answer: sentence };
}

/** Says what became of acts: on the page that is looked at, else as a message of the phone, where those are allowed. */
async function tell(answered: readonly KeptAct[]): Promise<void> {
  const windows = (await self.clients.matchAll({ type: 'window' })).filter((one) => one.visibilityState === 'visible');
  for (const one of windows) one.postMessage({ answers: answered.map(({ state, answer }) => ({ state, answer })) });
  if (windows.length > 0) for (const kept of answered) await putAct({ ...kept, read: true });
  else if (Notification.permission === 'granted') {
    for (const { key, title, answer, locale } of answered)
      await self.registration.showNotification(title || 'Lumbung', {
        body: answer,
        tag: key,
        data: inLocale('/antrean', locale),
        icon: '/app/ikon-192.png',
      });
  }
}

/** Answers that nobody has read yet; from now on they count as read. */
export async function takeAnswers(): Promise<KeptAct[]> {
  const reader = await owner();
  if (reader === null) return [];
  const acts = (await actsOf(reader)).filter(({ state, read }) => !read && (state === 'done' || state === 'refused'));
  for (const act of acts) await putAct({ ...act, read: true });
  return acts;
}
