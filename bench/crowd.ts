import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { Visitor } from './desk-dialog.ts';
import { memberNumber } from './prepare-library.ts';
import type { Figure } from './report.ts';
import { root } from './server-process.ts';
import { ask, someBarcodes, type Target } from './works.ts';

const READERS = 200;
const DESKS = 10;
/** Milliseconds: a reader looks up, a desk takes the next card. */
const THINK = 20;
const NEXT_CARD = 1_500;
/** So long it goes on, and so long it has gone on before anything counts: the compiler of the server has seen its code by then. */
const SECONDS = 20;
const WARM_UP = 5;

export interface Crowd {
  /** Milliseconds of one request of a desk. */
  p50: number;
  p95: number;
  longest: number;
  /** Of the desks. */
  answers: number;
  /** Readers' requests by what they were answered; 0 = not at all. */
  statuses: Record<string, number>;
  /** Milliseconds that a page took which a reader was given. */
  readerP95: number;
  readerLongest: number;
}
const seenByReaders = z.object({ statuses: z.record(z.string(), z.number()), p95: z.number(), longest: z.number() });

/** Results, records and the home page, which no two addresses share. */
async function pathsOf(target: Target): Promise<string[]> {
  const { data } = await ask(target, 'indonesia', 60);
  const words = ['indonesia', 'sejarah', 'pendidikan anak', 'hukum islam', 'manajemen', 'ekonomi'];
  return data.flatMap(({ id }, nth) => [
    `/katalog?q=${encodeURIComponent(words[nth % words.length] ?? '')}`,
    `/katalog/${id}`,
    `/?kecamatan=${nth}`,
  ]);
}

/** Starts the readers. @returns stops them, and what they saw */
async function startReaders(target: Target, readers: number): Promise<() => Promise<z.output<typeof seenByReaders>>> {
  const told = { origin: target.server.origin, readers, paths: await pathsOf(target), think: THINK };
  const child = spawn(process.execPath, [join(root, 'bench/crowd-readers.ts'), JSON.stringify(told)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const said = child.stdout ? text(child.stdout) : Promise.resolve('');
  return async () => {
    child.kill('SIGTERM');
    return seenByReaders.parse(JSON.parse(await said));
  };
}

/** Ten desks lend while two hundred readers ask for public pages without an end. */
export async function deskInCrowd(target: Target, readers = READERS): Promise<Crowd> {
  // those at the end: the others are lent by what is measured before
  const copies = (await someBarcodes(target, 4_200)).slice(-1_000);
  let counting = false;
  const times: number[] = [];
  const seen = (ms: number): void => void (counting && times.push(ms));
  // at work before the crowd comes
  const desks = await Promise.all(Array.from({ length: DESKS }, async () => Visitor.open(target, seen)));
  for (const desk of desks) await desk.get('/staf/sirkulasi');
  const stopReaders = await startReaders(target, readers);
  const until = performance.now() + (WARM_UP + SECONDS) * 1_000;
  const work = async (desk: Visitor, nth: number): Promise<void> => {
    await setTimeout((NEXT_CARD * nth) / DESKS);
    for (let at = nth; performance.now() < until; at += DESKS) {
      await desk.lend(memberNumber(at), copies[at] ?? '');
      await setTimeout(NEXT_CARD);
    }
  };
  const worked = Promise.all(desks.map(work));
  const began = setTimeout(WARM_UP * 1_000).then(() => (counting = true));
  // the readers are stopped also where a desk fails
  const {
    statuses,
    p95: readerP95,
    longest: readerLongest,
  } = await Promise.all([worked, began]).then(stopReaders, async (error: unknown) => {
    await stopReaders();
    throw error;
  });
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0;
  return {
    ...{ p50: at(0.5), p95: at(0.95), longest: times.at(-1) ?? 0, answers: times.length },
    ...{ statuses, readerP95, readerLongest },
  };
}

/** What is printed of it. */
export async function measureCrowd(
  target: Target,
  measure: (figure: Omit<Figure, 'value'>, work: () => Promise<number>) => Promise<void>,
): Promise<void> {
  const figure: Omit<Figure, 'value'> = {
    work: `desk p95, a request, while ${READERS} readers ask for pages without an end and ${DESKS} desks lend`,
    unit: 'ms',
    budget: 50,
    slims: null,
  };
  await measure(figure, async () => {
    const seen = await deskInCrowd(target);
    const { 200: answered = 0, 503: refused = 0, ...others } = seen.statuses;
    const other = Object.values(others).reduce((sum, count) => sum + count, 0);
    figure.remark =
      `${seen.answers} answers at the desks, p50 ${seen.p50.toFixed(0)} ms, longest ${seen.longest.toFixed(0)} ms; readers: ` +
      `${answered} answered (p95 ${seen.readerP95.toFixed(0)} ms), ${refused} refused, ${other} otherwise`;
    return seen.p95;
  });
}
