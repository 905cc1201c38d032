import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allocateOldestFirst } from './allocate-oldest-first.ts';

const parts = (from: number) =>
  fc
    .array(fc.integer({ min: 1, max: 1_000_000 }), { maxLength: 12 })
    .map((amounts) => amounts.map((left, index) => ({ id: from + index, left })));
const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

test('a payment goes to the oldest charge first; what is left of it to the next', () => {
  const charges = [
    { id: 1, left: 5_000 },
    { id: 2, left: 85_000 },
    { id: 3, left: 2_000 },
  ];
  expect(allocateOldestFirst([{ id: 9, left: 20_000 }], charges)).toEqual([
    { creditLineId: 9, chargeLineId: 1, amount: 5_000 },
    { creditLineId: 9, chargeLineId: 2, amount: 15_000 },
  ]);
});

test('no line gives or takes more than it has; one side is always used up; nothing younger is paid before something older', () => {
  fc.assert(
    fc.property(parts(1000), parts(1), (credits, charges) => {
      const made = allocateOldestFirst(credits, charges);
      const used = (key: 'creditLineId' | 'chargeLineId', id: number) =>
        sum(made.filter((one) => one[key] === id).map((one) => one.amount));
      for (const one of made) expect(one.amount).toBeGreaterThan(0);
      for (const { id, left } of credits) expect(used('creditLineId', id)).toBeLessThanOrEqual(left);
      const open = charges.map(({ id, left }) => left - used('chargeLineId', id));
      for (const rest of open) expect(rest).toBeGreaterThanOrEqual(0);
      const total = sum(made.map((one) => one.amount));
      expect(total).toBe(Math.min(sum(credits.map((c) => c.left)), sum(charges.map((c) => c.left))));
      const firstOpen = open.findIndex((rest) => rest > 0);
      if (firstOpen >= 0) {
        for (const { id } of charges.slice(firstOpen + 1)) expect(used('chargeLineId', id)).toBe(0);
      }
    }),
  );
});
