import { expect, test } from 'vitest';
import { labelsHrefs } from './new-copy.server.ts';

const desk = { actor: { kind: 'system', name: 'uji' } } as const;
const codes = (count: number): string[] =>
  Array.from({ length: count }, (_, nth) => `B${String(nth + 1).padStart(8, '0')}`);
const codesIn = (href: string): string[] =>
  (new URL(href, 'http://x.invalid').searchParams.get('kode') ?? '').split('\n');

test('labels of a large pile are printed in parts, none is left out and none cut in two', () => {
  const all = codes(1203);
  const parts = labelsHrefs(desk, 1, all);
  expect(parts.flatMap(({ href }) => codesIn(href))).toEqual(all);
  for (const { href } of parts) expect(codesIn(href).join('\n').length).toBeLessThanOrEqual(4000);
  expect(parts.map(({ from, to }) => [from, to])).toEqual([
    [1, 400],
    [401, 800],
    [801, 1200],
    [1201, 1203],
  ]);
  expect(labelsHrefs(desk, 1, [])).toEqual([]);
  const long = codes(2).map((code) => code.padEnd(5000, '0'));
  expect(labelsHrefs(desk, 1, long).map(({ from, to }) => [from, to])).toEqual([
    [1, 1],
    [2, 2],
  ]);
});
