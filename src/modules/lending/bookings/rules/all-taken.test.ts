import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allTaken } from './all-taken.ts';

const span = (from: number, to: number) => ({ startsAt: new Date(from * 1000), endsAt: new Date(to * 1000) });

test('any copy is free as long as one is', () => {
  expect(allTaken([])).toEqual([]);
  expect(allTaken([[span(1, 5)], []])).toEqual([]);
  expect(allTaken([[span(1, 5), span(7, 9)], [span(3, 8)]])).toEqual([span(3, 5), span(7, 8)]);
});

test('at every moment: none is free exactly when each is taken', () => {
  const spans = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 6 })), { maxLength: 4 })
    .map((parts) => parts.map(([from, length]) => span(from, from + length)));
  fc.assert(
    fc.property(fc.array(spans, { minLength: 1, maxLength: 4 }), (copies) => {
      const none = allTaken(copies);
      for (let moment = 0.5; moment < 27; moment++) {
        const within = (list: readonly { startsAt: Date; endsAt: Date }[]) =>
          list.some(({ startsAt, endsAt }) => startsAt.getTime() < moment * 1000 && endsAt.getTime() > moment * 1000);
        expect(within(none)).toBe(copies.every(within));
      }
    }),
  );
});
