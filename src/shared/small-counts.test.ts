import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeKey, splitSmallCounts, toldPart, toldPlaces, toldSteps, type SmallestPart } from './small-counts.ts';

test('a place of few people is left out, and with it the smallest other one, so that it cannot be reckoned', () => {
  const places: [string, number][] = [
    ['Halte', 30],
    ['Pasar', 12],
    ['Papan', 0],
  ];
  expect(splitSmallCounts([...places, ['Sekolah', 3]])).toEqual({ told: [['Halte', 30]], left: 15 });
  expect(splitSmallCounts(places)).toEqual({ told: places.slice(0, 2), left: 0 });
});

test('whatever was counted, nothing of one to nine people is told, nor left to be reckoned, and all adds up', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40), { maxLength: 12 }), (numbers) => {
      const { told, left } = splitSmallCounts(numbers.map((count, nth) => [nth, count]));
      const total = numbers.reduce((sum, count) => sum + count, 0);
      const said = told.reduce((sum, [, count]) => sum + count, 0);
      expect(told.every(([, count]) => count >= 10)).toBe(true);
      expect(said + left).toBe(total);
      expect(left === 0 || left >= 10 || total < 10).toBe(true);
    }),
  );
});

test('of one to nine nothing is told, by no difference either', () => {
  expect([toldPart(24, 34), toldPart(30, 34), toldPart(9, 34), toldPart(0, 34), toldPart(34, 34)]).toEqual([
    ...[24, null, null, 0, 34],
  ]);
  expect(toldSteps([34, 31, 20, 11, 5, 0], 34)).toEqual([34, null, 20, null, null, 0]);
  expect([toldPart(4, 30, 5), toldPart(6, 30, 5), toldPart(26, 30, 5)]).toEqual([null, 6, null]);
});

test('a class of four beside one of thirty does not come out by subtraction, in a school, a year or a half of it', () => {
  const inYear = (name: string, count: number, year = '2026/2027'): SmallestPart => ({
    ...{ place: [year, name], cells: [count] },
  });
  const least = { own: 5, others: 5 };
  const told = (parts: readonly SmallestPart[]) => [...toldPlaces(parts, least)].map((key) => key.replace('\n', ' '));
  expect(told([inYear('7A', 30), inYear('7B', 4)])).toEqual(['2026/2027']);
  expect(told([inYear('7A', 30), inYear('7B', 4), inYear('7C', 28)])).toEqual(['2026/2027', '2026/2027 7A']);
  // the four of the year before would be all less this year
  expect(told([inYear('7A', 30), inYear('7B', 4, '2025/2026')])).toEqual([]);
  // what is left out of years is one: its classes are told by the same rule
  expect(told([inYear('7A', 30), inYear('7C', 28), inYear('7B', 4, '2025/2026')])).toEqual(['2026/2027 7A']);
  // all of one class finished but two: neither they nor the others
  const finished = (name: string, cells: number[]): SmallestPart => ({ place: [name], cells });
  expect([...toldPlaces([finished('7A', [28, 2]), finished('7C', [15, 15]), finished('7D', [10, 20])], least)]).toEqual(
    ['7C'],
  );
  // one that is kept back for another reason takes another with it
  const parts = [finished('7A', [30, 0]), finished('7C', [20, 0]), finished('7D', [10, 0])];
  expect([...toldPlaces(parts, least, { isHidden: ({ place }) => place[0] === '7A' })]).toEqual(['7C']);
});

test('what holds nothing but what is kept back is kept back too, and so is a sum that gives one of it away', () => {
  const inSchool = (school: string, name: string): SmallestPart => ({ place: [school, name], cells: [20] });
  const parts = [inSchool('A', '7A'), inSchool('A', '7B'), inSchool('B', '8A'), inSchool('C', '9A')];
  const told = (kept: Parameters<typeof toldPlaces>[2]) =>
    [...toldPlaces(parts, undefined, kept)].filter((key) => !key.includes('\n'));
  expect(told({})).toEqual(['A', 'B', 'C']);
  // A is left out, and C with it: A would be all less the others
  expect(told({ isHidden: ({ place }) => place[0] === 'A' })).toEqual(['B']);
  // of what is not kept throughout another need not go with it
  expect(told({ isSumHidden: (own) => own.every(({ place }) => place[0] === 'A') })).toEqual(['B', 'C']);
});

test('whatever lies in what, what is told of parts leaves nothing of few people, whoever subtracts', () => {
  const part = fc.record({ year: fc.nat(2), half: fc.nat(1), group: fc.nat(2), a: fc.nat(14), b: fc.nat(14) });
  fc.assert(
    fc.property(
      fc.uniqueArray(part, { maxLength: 9, selector: (one) => `${one.year} ${one.half} ${one.group}` }),
      (rows) => {
        const parts = rows.map(({ year, half, group, a, b }) => ({
          place: [`${year}`, `${year}-${half}`, `${group}`],
          cells: [a, b],
        }));
        const told = toldPlaces(parts);
        const within = (key: string) => parts.filter(({ place }) => `${placeKey(place)}\n`.startsWith(`${key}\n`));
        const sets = [...told].map((key) => new Set(within(key)));
        if (
          [0, 1].every((at) => {
            const all = parts.reduce((sum, { cells }) => sum + (cells[at] ?? 0), 0);
            return all === 0 || all >= 10;
          })
        )
          sets.push(new Set(parts));
        // whatever is told, less all that is told in it
        for (const whole of sets) {
          const inside = sets.filter(
            (one) => one !== whole && one.size < whole.size && [...one].every((part) => whole.has(part)),
          );
          const rest = [...whole].filter((one) => !inside.some((set) => set.has(one)));
          for (const people of [[...whole], rest])
            for (const at of [0, 1]) {
              const count = people.reduce((sum, { cells }) => sum + (cells[at] ?? 0), 0);
              expect(count === 0 || count >= 10).toBe(true);
            }
        }
      },
    ),
  );
});
