/**
 * The readers of `bench/crowd.ts`, in a process of their own, so that they do not take the time of those who are measured: each asks for one
 * public page after the other until the process is told to stop, and then says how it went, as one line of JSON.
 */
import { Agent, get } from 'node:http';
import { constants, setPriority } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';

/** What readers are told, as the one argument. */
const told = z.object({
  origin: z.string(),
  readers: z.number(),
  paths: z.array(z.string()),
  /** Milliseconds between an answer and the next question. */
  think: z.number(),
});
const { origin, readers, paths, think } = told.parse(JSON.parse(process.argv[2] ?? ''));
// real readers sit at computers of their own: these take only what the server leaves
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const agent = new Agent({ keepAlive: true, maxSockets: readers || 1 });
const headers = { accept: 'text/html', 'accept-encoding': 'br', 'accept-language': 'id' };
const times: number[] = [];
const statuses: Record<string, number> = {};
let stopped = false;
process.once('SIGTERM', () => (stopped = true));
// whoever began us has ended without a word
process.once('disconnect', () => (stopped = true));

/** @returns what came, and after how many seconds one may come again who was refused */
const ask = async (path: string): Promise<{ status: number; again: number }> =>
  new Promise((done, fail) => {
    get(origin + path, { agent, headers }, (answer) => {
      answer.resume();
      const again = Number(answer.headers['retry-after'] ?? 0);
      answer.once('end', () => done({ status: answer.statusCode ?? 0, again }));
    }).once('error', fail);
  });

async function read(nth: number): Promise<void> {
  for (let at = nth; !stopped; at += 1) {
    const began = performance.now();
    const { status, again } = await ask(paths[at % paths.length] ?? '/').catch(() => ({ status: 0, again: 1 }));
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (status === 200) times.push(performance.now() - began);
    // asked to come again, they do as they were asked
    await setTimeout(again > 0 ? again * 1_000 : think);
  }
}

await Promise.all(Array.from({ length: readers }, async (_, nth) => read(nth)));
agent.destroy();
if (process.connected) process.disconnect();
times.sort((a, b) => a - b);
const p95 = times[Math.floor(times.length * 0.95)] ?? 0;
process.stdout.write(`${JSON.stringify({ statuses, p95, longest: times.at(-1) ?? 0 })}\n`);
