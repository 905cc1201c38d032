import { m } from '#i18n/messages';
import { self } from '$app/service-worker';
import { FORM_KEY } from '#web/kit/form/form-key.ts';
import { inLocale, localeOf, withoutLocale } from '#web/kit/offline/keep-rules.ts';
import {
  answerIn,
  fateOf,
  isHere,
  isTooOld,
  replaces,
  seenSince,
  waitsFor,
  type Fate,
  type KeptAnswer,
} from '#web/kit/offline/lesson-rules.ts';
import { currentEra, noteAnswer } from './kept-pages.ts';
import { learnerHere } from './lesson-pages.ts';
import { allAnswers, dropAnswer, putAnswer, setWhose, whose } from './memory.ts';
import { askForSync } from './queue.ts';

/** Answers that this worker is sending now; whatever else says `sending` was cut off, and waits. */
const underWay = new Set<string>();
let turn: Promise<unknown> = Promise.resolve();

/** The same page sent twice (a double click) with the same answer is one act; another answer from it is another. */
async function keyOf(body: string, pageKey: string | null): Promise<string> {
  if (pageKey === null) return crypto.randomUUID().replaceAll('-', '');
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(body));
  return Array.from(new Uint8Array(digest).slice(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The answer that a form of a lesson sends, written down before it leaves; null = one that does not wait. */
export async function answerOfForm(request: Request, url: URL): Promise<KeptAnswer | null> {
  if (!request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded')) return null;
  const known = await whose();
  if (!known || !isHere(known, Date.now())) return null;
  const { mark: owner, isPupil } = known;
  const body = await request.clone().text();
  const fields = new URLSearchParams(body);
  const path = withoutLocale(url.pathname);
  const said = answerIn(path, url.search, fields);
  if (said === null) return null;
  const kept: KeptAnswer = {
    ...{ key: await keyOf(body, fields.get(FORM_KEY)), owner, isPupil, locale: localeOf(url.pathname), path, ...said },
    ...{ at: Date.now(), state: 'sending', answer: '' },
  };
  underWay.add(kept.key);
  for (const old of await allAnswers()) if (replaces(kept, old) && !underWay.has(old.key)) await dropAnswer(old.key);
  await putAnswer(kept);
  return kept;
}

/**
 * Sends a form with the key of its answer, so that a second sending is no second try.
 * @returns the server's page, or null when the network failed and the answer waits now
 */
export async function sendAnswerForm(request: Request, kept: KeptAnswer): Promise<Response | null> {
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
    // also of a server that failed at it nobody knows that it wrote the answer down
    if (waitsFor(response.status)) throw new Error('the server is away, or failed');
    await dropAnswer(kept.key);
    return response;
  } catch {
    await putAnswer({ ...kept, state: 'waiting' });
    await askForSync();
    return null;
  } finally {
    underWay.delete(kept.key);
  }
}

/** Sends what whoever learns here wrote without a network; what others wrote waits for them. */
export async function sendAnswers(): Promise<void> {
  const next = turn.then(sendAll, sendAll);
  turn = next.catch(() => undefined);
  return next;
}

/** Notes since when each answer has waited, also those of others who learn on this device. */
async function noteWaiting(now: number): Promise<void> {
  for (const kept of await allAnswers()) {
    const seenAt = seenSince(kept, now);
    if (seenAt !== undefined && seenAt !== kept.seenAt && !underWay.has(kept.key)) await putAnswer({ ...kept, seenAt });
  }
}

/** What could not be sent for too long goes. */
async function dropTooOld(now: number): Promise<void> {
  for (const kept of await allAnswers()) if (isTooOld(kept, now) && !underWay.has(kept.key)) await dropAnswer(kept.key);
}

async function sendAll(): Promise<void> {
  const answered: { state: 'done' | 'refused'; answer: string }[] = [];
  const lessons = new Set<string>();
  try {
    await noteWaiting(Date.now());
    for (const { key } of await allAnswers()) {
      // read anew: whoever begins by the first of them gets a mark of their own, and so do the others
      const kept = (await allAnswers()).find((one) => one.key === key);
      if (!kept || kept.state === 'refused' || underWay.has(key) || kept.owner !== (await learnerHere())) continue;
      const { fate, sentence } = await sendOne(kept);
      if (fate === 'others') break;
      if (fate === 'over') await dropAnswer(key);
      if (fate === 'refused') await putAnswer({ ...kept, state: 'refused', answer: sentence });
      answered.push({ state: fate === 'sent' ? 'done' : 'refused', answer: sentence });
      lessons.add(inLocale(kept.path, kept.locale));
    }
  } finally {
    // what is old is tried first
    await dropTooOld(Date.now());
    if (answered.length > 0) await tell(answered);
  }
  for (const path of lessons) await keepAgain(path).catch(() => undefined);
}

async function sendOne(kept: KeptAnswer): Promise<{ fate: Exclude<Fate, 'later'>; sentence: string }> {
  const response = await fetch(inLocale(`${kept.path}/kirim`, kept.locale), {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/json', 'idempotency-key': kept.key },
    body: JSON.stringify({ learner: kept.owner, pupil: kept.isPupil, task: kept.taskId, fields: kept.fields }),
  });
  const said: unknown = await response.json().catch(() => null);
  const read = (name: string): string =>
    typeof said === 'object' && said !== null
      ? String(Object.entries(said).find(([key]) => key === name)?.[1] ?? '')
      : '';
  const fate = fateOf(response.status, read('code'));
  if (fate === 'later') throw new Error(`the server answers ${response.status}`);
  // until a page says who it is, nobody is known here
  if (fate === 'others') await setWhose(null);
  if (fate === 'sent') await own(kept, read('learner'));
  return { fate, sentence: read('sentence') || m.lesson_offline_refused({}, { locale: kept.locale }) };
}

/** It is sent. Whoever began by it has a key now, and what else they wrote is theirs. */
async function own(kept: KeptAnswer, mark: string): Promise<void> {
  await dropAnswer(kept.key);
  if (mark === '' || mark === kept.owner) return;
  const known = await whose();
  if (known?.mark === kept.owner) await setWhose({ ...known, mark });
  for (const other of await allAnswers()) if (other.owner === kept.owner) await putAnswer({ ...other, owner: mark });
}

/** A lesson is kept as it is now: with what came of the answers. */
export async function keepAgain(path: string): Promise<void> {
  const asked = currentEra();
  const response = await fetch(path, { redirect: 'manual', headers: { accept: 'text/html' } });
  if (response.status === 200) await noteAnswer(path, response, asked);
}

async function tell(answers: readonly { state: string; answer: string }[]): Promise<void> {
  for (const one of await self.clients.matchAll({ type: 'window' }))
    if (one.visibilityState === 'visible') one.postMessage({ answers });
}

/** Whoever learns here forgets a course, or all of them: what they wrote for it is not sent any more. @param path of the course; null: all */
export async function forgetAnswers(path: string | null): Promise<void> {
  const mark = await learnerHere();
  for (const one of await allAnswers())
    if (one.owner === mark && (path === null || one.path.startsWith(`${path}/`))) await dropAnswer(one.key);
}
