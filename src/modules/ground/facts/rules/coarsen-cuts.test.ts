import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coarsenCuts, type PersonSum } from './coarsen-cuts.ts';

/** So many people of each way of being, each with one loan. */
const people = (...groups: readonly [count: number, ...values: string[]][]): PersonSum[] =>
  groups.flatMap(([count, ...values], group) =>
    Array.from({ length: count }, (_, i) => ({ person: group * 100 + i, values, n: 1 })),
  );
const shown = (sums: readonly PersonSum[]): string[] =>
  coarsenCuts(sums, sums[0]?.values.length ?? 0)
    .map(({ cut, key, n }) => `${cut} ${key ?? 'others'} ${n}`)
    .toSorted();

test('cuts that say the same, or cross each other, stand as they are', () => {
  expect(shown(people([6, 'pelajar', 'P'], [7, 'pelajar', 'L'], [8, 'umum', 'P'], [9, 'umum', 'L']))).toEqual([
    '0 pelajar 13',
    '0 umum 17',
    '1 L 16',
    '1 P 14',
  ]);
});

test('twelve pupils of whom ten are 13 to 15: the two others are not told by the difference', () => {
  const cells = shown(people([10, 'pelajar', '13'], [2, 'pelajar', '19'], [20, 'umum', '19']));
  expect(cells).not.toEqual(expect.arrayContaining(['0 pelajar 12', '1 13 10']));
});

test('ages that make up a group but for one person do not tell of that person together', () => {
  const cells = shown(people([6, 'pelajar', '7'], [6, 'pelajar', '13'], [1, 'pelajar', '26'], [9, 'umum', '26']));
  expect(cells).not.toEqual(expect.arrayContaining(['0 pelajar 13', '1 7 6', '1 13 6']));
});

test('somebody who was two things in a month counts as one person of the others', () => {
  const sums = people([6, 'umum'], [7, 'guru'], [4, 'anak']);
  const again = { person: 200, values: ['pelajar'], n: 1 };
  // four children, one of them a pupil from the middle of the month: four people
  expect(shown([...sums, again])).toEqual(['0 guru 7', '0 others 11']);
});

test('what the days say of the same people tells of no few either', () => {
  // six members of the public, two teachers, ten guests: the days say that eight were members
  const sums = people([6, 'umum', 'member'], [2, 'guru', 'member'], [10, '', 'guest']);
  expect(coarsenCuts(sums, 1, 1)).toEqual([{ cut: 0, key: null, n: 18 }]);
  // with five teachers all can be told
  const more = coarsenCuts(people([6, 'umum', 'member'], [5, 'guru', 'member'], [10, '', 'guest']), 1, 1);
  expect(more.map(({ key, n }) => [key, n])).toEqual([
    ['guru', 5],
    ['umum', 6],
    [null, 10],
  ]);
});

const less = <T>(all: ReadonlySet<T>, some: ReadonlySet<T>): ReadonlySet<T> =>
  new Set([...all].filter((one) => !some.has(one)));
const liesIn = <T>(part: ReadonlySet<T>, whole: ReadonlySet<T>): boolean => [...part].every((one) => whole.has(one));

test('whoever did what: no cell, no rest and no difference of two cuts is of one to four people', () => {
  // as people are: what they are in one way goes with what they are in another, but for some
  const sum = fc
    .record({
      person: fc.option(fc.integer({ min: 1, max: 60 }), { nil: null, freq: 20 }),
      kind: fc.constantFrom('', 'a', 'b', 'c'),
      other: fc.constantFrom('x', 'y', 'z'),
      rare: fc.integer({ min: 1, max: 12 }),
      third: fc.constantFrom('', 'k', 'l'),
      n: fc.integer({ min: 1, max: 9 }),
    })
    .map(({ person, kind, other, rare, third, n }) => {
      const usual = { '': 'x', a: 'x', b: 'y', c: 'z' }[kind] ?? 'x';
      return { person, values: [kind, rare === 1 ? other : usual, third], n };
    });
  fc.assert(
    fc.property(fc.array(sum, { minLength: 1, maxLength: 120 }), (sums) => {
      const kept = coarsenCuts(sums, 3);
      const total = sums.reduce((all, { n }) => all + n, 0);
      const cells = kept.map(({ cut, key }) => {
        const keys = new Set(kept.flatMap((other) => (other.cut === cut && other.key !== null ? [other.key] : [])));
        const isIn = (own: PersonSum): boolean =>
          key === null ? !keys.has(own.values[cut] ?? '') : own.values[cut] === key;
        return { cut, key, own: new Set<PersonSum>(sums.filter(isIn)) };
      });
      const isFew = (some: ReadonlySet<PersonSum>): boolean => {
        const who = new Set([...some].map(({ person }) => person));
        return who.size > 0 && who.size < 5;
      };
      for (const cut of [0, 1, 2]) {
        const own = kept.filter((cell) => cell.cut === cut);
        expect(own.reduce((all, { n }) => all + n, 0)).toBe(total);
      }
      const all = new Set<PersonSum>(sums);
      for (const cell of cells) {
        // where nothing else is shown, a cell is the sum of the library, which its days say too
        if (cell.own.size < sums.length) expect(isFew(cell.own)).toBe(false);
        for (const whole of [cell.own, less(all, cell.own)]) {
          for (const cut of [0, 1, 2].filter((other) => other !== cell.cut)) {
            const inside = cells.filter((other) => other.cut === cut && liesIn(other.own, whole));
            const rest = inside.reduce((left, { own }) => less(left, own), whole);
            if (inside.length > 0) expect(isFew(rest)).toBe(false);
          }
        }
      }
    }),
    { numRuns: 300 },
  );
});
