/**
 * The pupils of `bench/class.ts`, in a process of their own, so that they do not take the time of those who are measured: each opens the test of
 * a course, and once they are told hands it in at an instant of their own. Says `ready` when all have it open, and at the end how it went, as
 * one line of JSON.
 */
import { constants, setPriority } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';

/** What pupils are told, as the one argument. `within` = milliseconds in which all of them press the button. */
const told = z.object({ origin: z.string(), keys: z.array(z.string()), path: z.string(), within: z.number() });
const { origin, keys, path, within } = told.parse(JSON.parse(process.argv[2] ?? ''));
// real pupils sit at tablets of their own: these take only what the server leaves
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const HIDDEN = /<input type="hidden" name="([^"]*)" value="([^"]*)"/g;
const CHOICE = /name="(i\d+\.choice)"/g;
const AT_ONCE = 4;
const MOST_REFUSALS = 40;
let refused = 0;
const times: number[] = [];

/** Asked to come again, they do as they were asked. */
async function send(key: string, to: string, body?: URLSearchParams, refusals = 0): Promise<Response> {
  const answer = await fetch(origin + to, {
    ...(body && { method: 'POST', body }),
    redirect: 'manual',
    headers: { origin, accept: 'text/html', cookie: `lumbung_belajar=${key}; lumbung_belajar_murid=1` },
  });
  if (answer.status !== 503 || refusals >= MOST_REFUSALS) return answer;
  refused += 1;
  await answer.arrayBuffer();
  await setTimeout(1_000 * Number(answer.headers.get('retry-after') ?? 1));
  return send(key, to, body, refusals + 1);
}
const page = async (key: string): Promise<string> => (await send(key, path)).text();
const hiddenIn = (html: string, from: string): URLSearchParams => {
  const form = html.slice(html.indexOf(from));
  const fields = form.slice(0, form.indexOf('</form>')).matchAll(HIDDEN);
  return new URLSearchParams([...fields].map(([, name = '', value = '']) => [name, value]));
};

/** Opens the test. @returns what is sent to hand it in */
async function begin(key: string): Promise<URLSearchParams> {
  const began = await send(key, `${path}?/begin`, hiddenIn(await page(key), '?/begin'));
  await began.arrayBuffer();
  const html = await page(key);
  const fields = hiddenIn(html, '?/handIn');
  for (const name of new Set([...html.matchAll(CHOICE)].map(([, one = '']) => one))) fields.set(name, '0');
  return fields;
}

const waiting: { key: string; fields: URLSearchParams }[] = [];
const ahead = [...keys];
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let key = ahead.shift(); key !== undefined; key = ahead.shift())
      waiting.push({ key, fields: await begin(key) });
  }),
);
const go = new Promise<void>((done) => process.once('message', () => done()));
process.send?.('ready');
await go;
const began = performance.now();
let thanked = 0;
await Promise.all(
  waiting.map(async ({ key, fields }, nth) => {
    // not in a row as they are written down
    await setTimeout((within * ((nth * 61) % waiting.length)) / waiting.length);
    const pressed = performance.now();
    const answer = await send(key, `${path}?/handIn`, fields);
    await answer.arrayBuffer();
    const seen = await page(key);
    times.push(performance.now() - pressed);
    if (answer.status === 303 && !seen.includes('?/handIn')) thanked += 1;
  }),
);
const seconds = (performance.now() - began) / 1_000;
if (process.connected) process.disconnect();
times.sort((a, b) => a - b);
const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
process.stdout.write(`${JSON.stringify({ thanked, seconds, refused, p50: at(0.5), p95: at(0.95) })}\n`);
