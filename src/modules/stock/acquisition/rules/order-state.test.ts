import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterChange, remainingOf, stateOf } from './order-state.ts';

test('an order is received when all of it is here, and partly received from the first copy on', () => {
  expect(stateOf([{ copies: 3, received: 0 }])).toBe('ordered');
  expect(
    stateOf([
      { copies: 3, received: 3 },
      { copies: 1, received: 0 },
    ]),
  ).toBe('partly_received');
  expect(stateOf([{ copies: 3, received: 3 }])).toBe('received');
});

test('whatever is ordered, received and given back, money is neither made nor lost', () => {
  const step = fc.record({ price: fc.nat(100_000), paid: fc.nat(100_000) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), fc.nat(1_000_000), (steps, amount) => {
      let budget = { amount, committed: 0, spent: 0, overrun: 0 };
      const move = (change: { committed?: number; spent?: number }): void => {
        const { committed, spent, overrun, exceeds } = afterChange(budget, change);
        expect(exceeds).toBe(Math.max(0, overrun - budget.overrun));
        budget = { ...budget, committed, spent, overrun };
        // what the database holds, too
        expect(budget.committed + budget.spent).toBeLessThanOrEqual(budget.amount + budget.overrun);
      };
      for (const { price } of steps) move({ committed: price });
      for (const { price, paid } of steps) move({ committed: -price, spent: paid });
      expect(budget.committed).toBe(0);
      expect(remainingOf(budget)).toBe(amount - steps.reduce((sum, { paid }) => sum + paid, 0));
      for (const { price, paid } of steps) move({ committed: price, spent: -paid });
      for (const { price } of steps) move({ committed: -price });
      expect(remainingOf(budget)).toBe(amount);
      // all the money is back, and nothing of what was allowed is left over
      expect(budget.overrun).toBe(0);
    }),
  );
});
