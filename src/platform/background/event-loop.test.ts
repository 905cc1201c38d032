import { expect, test } from 'vitest';
import { watchEventLoop } from './event-loop.ts';

const turn = async (): Promise<void> => new Promise((done) => setTimeout(done, 300));
function block(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

test('a second in which nobody is answered is said in a line, with its length', async () => {
  const lines: string[] = [];
  const end = watchEventLoop((line) => lines.push(line));
  await turn();
  expect(lines).toEqual([]);
  block(1600);
  await turn();
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^The event loop stood still for \d+\.\d s/);
  end();
  block(1600);
  await turn();
  expect(lines).toHaveLength(1);
});
