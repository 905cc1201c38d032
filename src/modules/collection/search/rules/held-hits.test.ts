import { expect, test } from 'vitest';
import { HeldHits } from './held-hits.ts';

const list = (...entries: number[]): Uint32Array => Uint32Array.from(entries);

test('what was asked before is not looked for again, until the index has changed', () => {
  const held = new HeldHits(10_000);
  let looked = 0;
  const ask = (version: number, query: string): number[] => [...held.of(version, query, () => list(version, ++looked))];
  expect([ask(1, 'padi'), ask(1, 'jagung'), ask(1, 'padi')]).toEqual([
    [1, 1],
    [1, 2],
    [1, 1],
  ]);
  expect([ask(2, 'padi'), ask(2, 'padi')]).toEqual([
    [2, 3],
    [2, 3],
  ]);
});

test('the query that nobody has asked for longest is forgotten first, and one that is too long is not held', () => {
  const held = new HeldHits(2000);
  const looked: string[] = [];
  const ask = (query: string, entries: number): number =>
    held.of(1, query, () => {
      looked.push(query);
      return new Uint32Array(entries);
    }).length;
  for (const query of ['a', 'b', 'c', 'a']) ask(query, 100);
  ask('d', 100);
  ask('a', 100);
  ask('b', 100);
  expect(looked).toEqual(['a', 'b', 'c', 'd', 'b']);
  for (let i = 0; i < 2; i++) expect(ask('long', 300)).toBe(300);
  expect(looked.slice(5)).toEqual(['long', 'long']);
});
