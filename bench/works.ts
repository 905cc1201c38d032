import { z } from 'zod';
import { load, type LoadResult } from './measure.ts';
import { memberNumber } from './prepare-library.ts';
import type { ServerProcess } from './server-process.ts';

export interface Target {
  server: ServerProcess;
  /** Bearer token of an administrator. */
  token: string;
}

/** Requests before the measured ones: the compiler of the server has seen its code by then. */
const WARM_UP = 200;
const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

async function get(target: Target, path: string, headers: Record<string, string> = {}): Promise<string> {
  const response = await fetch(target.server.origin + path, { headers: { 'accept-language': 'id', ...headers } });
  const body = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return body;
}

const searchAnswer = z.object({
  total: z.number(),
  correctedFrom: z.string().nullable(),
  data: z.array(z.object({ id: z.number(), title: z.string() })),
});
/** What the API answers to a query. */
export async function ask(target: Target, q: string, limit = 1): Promise<z.output<typeof searchAnswer>> {
  return searchAnswer.parse(JSON.parse(await get(target, `/api/v1/search?q=${encodeURIComponent(q)}&limit=${limit}`)));
}

/** CPU per request of the addresses, one after the other again and again, after a warm-up. */
export async function pageLoad(
  target: Target,
  paths: readonly string[] | ((i: number) => string),
  options: { requests?: number; clients?: number } = {},
): Promise<LoadResult> {
  const { requests = 400, clients = 4 } = options;
  const pathOf = (i: number): string => (typeof paths === 'function' ? paths(i) : (paths[i % paths.length] ?? '/'));
  await load(target.server.pid, WARM_UP, clients, async (i) => void (await get(target, pathOf(i))));
  return load(target.server.pid, requests, clients, async (i) => {
    await get(target, pathOf(WARM_UP + i));
  });
}

/** Addresses of the programmes that the calendar leads to. */
export async function programPages(target: Target): Promise<string[]> {
  const links = (await get(target, '/kegiatan')).matchAll(/href="(\/kegiatan\/[a-z0-9-]*uji[a-z0-9-]*)"/g);
  const found = [...new Set([...links].map(([, path = '']) => path))];
  if (found.length === 0) throw new Error('the calendar leads to no programme');
  return found;
}

const itemPage = z.object({ data: z.array(z.object({ barcode: z.string() })), next: z.string().nullable() });

/** Barcodes of copies that may be lent. */
export async function someBarcodes(target: Target, count: number): Promise<string[]> {
  const found: string[] = [];
  let cursor = '';
  while (found.length < count) {
    const path = `/api/v1/items?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
    const response = await fetch(target.server.origin + path, { headers: bearer(target.token) });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    const page = itemPage.parse(await response.json());
    found.push(...page.data.map((item) => item.barcode));
    if (!page.next) break;
    cursor = page.next;
  }
  return found.slice(0, count);
}

/** A write through the API. @returns the answer */
export async function post(target: Target, path: string, body: unknown, expected = 201): Promise<string> {
  const response = await fetch(`${target.server.origin}/api/v1${path}`, {
    method: 'POST',
    headers: { ...bearer(target.token), 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await response.text();
  if (response.status !== expected)
    throw new Error(`POST ${path} answered ${response.status}: ${answer.slice(0, 300)}`);
  return answer;
}

/** Checks out one copy after another through the API, each answer durable. */
export async function checkOuts(target: Target, copies: readonly string[], clients: number): Promise<LoadResult> {
  return load(target.server.pid, copies.length, clients, async (i) => {
    await post(target, '/loans', { memberNumber: memberNumber(i), itemBarcode: copies[i] });
  });
}

/** Members who wait are others than those who have the copies. */
const WAITING_FROM = 1000;

/** Takes copies back for each of which somebody waits at the same library: a loan ends, a hold is caught, a message is made. */
export async function checkInsWithHold(target: Target, copies: readonly string[]): Promise<LoadResult> {
  for (const [i, itemBarcode] of copies.entries()) {
    await post(target, '/holds', { memberNumber: memberNumber(WAITING_FROM + i), itemBarcode, pickupLibrary: 'PUSAT' });
  }
  return load(target.server.pid, copies.length, 1, async (i) => {
    await post(target, '/check-ins', { itemBarcode: copies[i], library: 'PUSAT' }, 200);
  });
}

/** Lends copies to one member. */
export async function lendTo(target: Target, number: string, copies: readonly string[]): Promise<void> {
  for (const itemBarcode of copies) await post(target, '/loans', { memberNumber: number, itemBarcode });
}

/** The account of one member, again and again. */
export async function accountOf(target: Target, number: string): Promise<LoadResult> {
  const read = async (): Promise<void> => {
    await get(target, `/api/v1/members/${number}/account`, bearer(target.token));
  };
  await load(target.server.pid, WARM_UP, 1, read);
  return load(target.server.pid, WARM_UP, 1, read);
}

const LETTERS = 'abcdefghijklmnopqrst';
/** Twenty words that no title has, each unlike the others. */
const wordsOf = (beginning: string): string[] => [...LETTERS].map((letter) => `${beginning}uji${letter.repeat(4)}`);

/**
 * Adds a record through one process and asks another until it finds it, again and again.
 * @returns the longest wait in ms, the answer to the search that found it included
 */
export async function visibleAfter(writer: Target, reader: Target): Promise<number> {
  let longest = 0;
  // a server that nobody has asked yet has no index in memory, and its compiler has not seen the code
  await ask(reader, 'buku');
  for (const word of [...wordsOf('arkeon'), ...wordsOf('zirkon')]) {
    const fields = [{ tag: '245', ind1: '0', ind2: '0', subfields: [{ code: 'a', value: `Buku ${word}` }] }];
    await post(writer, '/bibs', { marc: { leader: '00000nam a2200000 i 4500', fields } });
    const committed = performance.now();
    for (;;) {
      const { data, correctedFrom } = await ask(reader, word);
      if (correctedFrom === null && data[0]?.title.includes(word)) break;
      if (performance.now() - committed > 5000) throw new Error('a committed record was not found within 5 s');
    }
    if (word.startsWith('zirkon')) longest = Math.max(longest, performance.now() - committed);
  }
  return longest;
}
