import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const RECORD = 'docs/decisions/123-what-an-act-carries-along.md';

/** What the record says holds each act: a file or folder, and the words of a test in it. */
const held = readFileSync(RECORD, 'utf8')
  .split('\n')
  .filter((line) => /^\|.*`/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, act = '', , cell = '']) => {
    const [, path = '', words = ''] = /^`([^`]+)`(?:: (.+))?$/.exec(cell) ?? [];
    return { act, path, words };
  });

test('every act that the record names is held by a test under its words', () => {
  expect(held.length).toBeGreaterThan(15);
  const missing = held.filter(
    ({ path, words }) =>
      path === '' || !existsSync(path) || (words !== '' && !readFileSync(path, 'utf8').includes(`test('${words}'`)),
  );
  expect(missing).toEqual([]);
});
