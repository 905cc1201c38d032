import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coarsenCells, LEAST_PEOPLE } from './coarsen-cells.ts';

test('three elderly readers stand with the others, and so does the smallest group that would give them away', () => {
  const cells = [
    { key: '60', n: 9, people: 3 },
    { key: '7', n: 40, people: 20 },
    { key: '13', n: 12, people: 6 },
  ];
  expect(coarsenCells(cells)).toEqual([
    { key: '7', n: 40 },
    { key: null, n: 21 },
  ]);
});

test('whoever is not known is never a group of its own', () => {
  expect(coarsenCells([{ key: '', n: 30, people: 30 }])).toEqual([{ key: null, n: 30 }]);
});

test('what is kept adds up, and neither a cell nor the others are of one to four people where more are there', () => {
  const cell = fc.record({ n: fc.integer({ min: 1, max: 50 }), people: fc.integer({ min: 1, max: 12 }) });
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 8 }), (list) => {
      const cells = list.map((one, at) => ({ key: String(at), ...one }));
      const kept = coarsenCells(cells);
      const sum = (some: readonly { n: number }[]): number => some.reduce((all, { n }) => all + n, 0);
      expect(sum(kept)).toBe(sum(cells));
      const peopleOf = (key: string | null): number =>
        cells
          .filter((one) => (key === null ? !kept.some((shown) => shown.key === one.key) : one.key === key))
          .reduce((all, { people }) => all + people, 0);
      const all = cells.reduce((people, one) => people + one.people, 0);
      for (const { key } of kept) expect(peopleOf(key)).toBeGreaterThanOrEqual(Math.min(all, LEAST_PEOPLE));
    }),
  );
});
