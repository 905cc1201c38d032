import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { z } from 'zod';

/** Keeps 48 MB and makes much that is soon forgotten, as reading a dump does. Says how large its heap became, usually, meanwhile, and afterwards. */
const PROGRAM = `
  import { withTidyHeap } from '#platform/background/tidy-heap';
  const kept = Array.from({ length: 60 }, () => new Array(100_000).fill(0.5));
  const makeMuch = async () => {
    globalThis.gc();
    let peak = 0;
    let last = [];
    for (let i = 0; i < 1500; i += 1) {
      last = [...last.slice(-60), Array.from({ length: 3000 }, (_, k) => ({ k, i }))];
      peak = Math.max(peak, process.memoryUsage().heapUsed);
      if (i % 10 === 0) await new Promise((done) => setImmediate(done));
    }
    return kept.length > 0 ? peak : 0;
  };
  const usual = await makeMuch();
  const meanwhile = await withTidyHeap(makeMuch);
  console.log(JSON.stringify({ usual, meanwhile, after: await makeMuch() }));
`;

const heaps = z.object({ usual: z.number(), meanwhile: z.number(), after: z.number() });

function heapsOf(flags: readonly string[]): z.output<typeof heaps> {
  const args = [...flags, '--expose-gc', '--max-semi-space-size=8', '--input-type=module', '--eval', PROGRAM];
  return heaps.parse(JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })));
}

test('long work holds much less meanwhile, and what comes after it is as before', () => {
  const { usual, meanwhile, after } = heapsOf([]);
  expect(meanwhile).toBeLessThan(usual * 0.8);
  expect(after).toBeGreaterThan(meanwhile * 1.2);
});

test('whoever started the process with a word of their own about its heap is not overruled', () => {
  const { usual, after } = heapsOf(['--heap-growing-percent=20']);
  expect(after).toBeLessThan(usual * 1.2);
});
