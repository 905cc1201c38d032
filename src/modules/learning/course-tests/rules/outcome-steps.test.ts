import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextOutcome, type CountedOutcome, type ToldOutcome } from './outcome-steps.ts';

const isFew = (count: number): boolean => count !== 0 && Math.abs(count) < 10;
const gain = (pairs: number, by = 17) => ({ pairs, gain: by, interval: { low: by - 3, high: by + 3 } });

test('of fewer than ten nothing is told; who did both tests comes before who finished', () => {
  expect(nextOutcome(null, { learners: 9, finished: 9, gain: null })).toBeNull();
  expect(nextOutcome(null, { learners: 40, finished: 25, gain: gain(12) })).toEqual({
    ...{ learners: 40, finished: 25, gain: gain(12) },
  });
  // three finished and did no test
  expect(nextOutcome(null, { learners: 40, finished: 15, gain: gain(12) })?.finished).toBeNull();
  // four do not finish
  expect(nextOutcome(null, { learners: 40, finished: 36, gain: gain(12) })?.finished).toBeNull();
  // two of those who learn did not do both
  expect(nextOutcome(null, { learners: 14, finished: 14, gain: gain(12) })).toEqual({
    ...{ learners: 14, finished: 14, gain: null },
  });
  expect(nextOutcome(null, { learners: 20, finished: 0, gain: null })).toEqual({
    learners: 20,
    finished: 0,
    gain: null,
  });
});

test('what was told stays until ten others came, and the gain of as many as before is that of before', () => {
  const before: ToldOutcome = { learners: 40, finished: 25, gain: gain(12) };
  expect(nextOutcome(before, { learners: 41, finished: 25, gain: gain(12) })).toBe(before);
  expect(nextOutcome(before, { learners: 55, finished: 26, gain: gain(12) })).toBe(before);
  expect(nextOutcome(before, { learners: 55, finished: 25, gain: gain(12, 3) })).toEqual({
    ...{ learners: 55, finished: 25, gain: gain(12) },
  });
  expect(nextOutcome(before, { learners: 60, finished: 45, gain: gain(22, 9) })).toEqual({
    ...{ learners: 60, finished: 45, gain: gain(22, 9) },
  });
  // pupils went with their class: what was counted then was true then
  expect(nextOutcome(before, { learners: 3, finished: 1, gain: null })).toBe(before);
});

test('what was told once is told from then on: nobody comes out by what it was before it was left out', () => {
  const before: ToldOutcome = { learners: 40, finished: 25, gain: null };
  // nine do not finish: it cannot be told, and what was told stays
  expect(nextOutcome(before, { learners: 40, finished: 31, gain: null })).toBe(before);
  // six finished meanwhile
  expect(nextOutcome(before, { learners: 50, finished: 31, gain: null })).toBe(before);
  const gained: ToldOutcome = { learners: 40, finished: null, gain: gain(12) };
  expect(nextOutcome(gained, { learners: 50, finished: 45, gain: null })).toBe(gained);
});

test('where nothing changed what was told stays with its day, as where a few came', () => {
  const before: ToldOutcome = { learners: 40, finished: 25, gain: gain(12) };
  expect(nextOutcome(before, { learners: 40, finished: 25, gain: gain(12, 3) })).toBe(before);
  const bare: ToldOutcome = { learners: 40, finished: null, gain: null };
  expect(nextOutcome(bare, { learners: 40, finished: 39, gain: null })).toBe(bare);
});

test('a gain that all have alike is what each of them gained, and is not told', () => {
  const alike = { ...gain(12), interval: null };
  expect(nextOutcome(null, { learners: 40, finished: 25, gain: alike })).toEqual({
    ...{ learners: 40, finished: 25, gain: null },
  });
});

test('whoever looks every night learns of nobody or of ten and more, however people come and go', () => {
  const night = fc.record({ learners: fc.nat(60), done: fc.nat(60), both: fc.nat(60), by: fc.nat(30) });
  fc.assert(
    fc.property(fc.array(night, { maxLength: 12 }), (nights) => {
      let shown: ToldOutcome | null = null;
      // what whoever looks every night saw last of each figure, also where it is told no more
      let last: (number | null)[] = [null, null, null];
      for (const { learners, done, both, by } of nights) {
        const finished = Math.min(learners, done);
        const pairs = Math.min(finished, both);
        const now: CountedOutcome = { learners, finished, gain: pairs < 10 ? null : gain(pairs, by) };
        const next: ToldOutcome | null = nextOutcome(shown, now);
        const figures = (one: ToldOutcome) => [one.gain?.pairs ?? null, one.finished, one.learners];
        if (next) {
          const told = figures(next).filter((count) => count !== null);
          for (const [at, count] of told.entries())
            for (const other of [0, ...told.slice(0, at)]) expect(isFew(count - other)).toBe(false);
        }
        if (next) {
          const later = figures(next);
          const changes = last.flatMap((count, at) => {
            const other = later[at] ?? null;
            return count === null || other === null ? [] : [other - count];
          });
          // of each figure, and of those between two of them
          const steps = changes.flatMap((count, at) => [0, ...changes.slice(0, at)].map((other) => count - other));
          for (const change of steps) expect(isFew(change)).toBe(false);
          if (shown?.gain && next.gain?.pairs === shown.gain.pairs) expect(next.gain).toEqual(shown.gain);
          last = later.map((count, at) => count ?? last[at] ?? null);
        }
        shown = next;
      }
    }),
    { numRuns: 500 },
  );
});
