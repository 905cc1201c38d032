import { expect, test } from 'vitest';
import { tellSteps } from './tell-chain.ts';

test('a chain is told as far as ten people went', () => {
  expect(tellSteps({ enrolled: 40, attended: 31, withCard: 22, firstLoans: 11 })).toEqual({
    ...{ enrolled: 40, attended: 31, withCard: 22, firstLoans: 11 },
  });
  expect(tellSteps({ enrolled: 40, attended: 31, withCard: 9, firstLoans: 9 })).toEqual({
    ...{ enrolled: 40, attended: 31, withCard: null, firstLoans: null },
  });
  expect(tellSteps({ enrolled: 9, attended: 9, withCard: 9, firstLoans: 9 })).toEqual({
    ...{ enrolled: null, attended: null, withCard: null, firstLoans: null },
  });
});

test('that all but one of a group borrowed is not told; that all did is', () => {
  expect(tellSteps({ enrolled: 20, attended: 20, withCard: 12, firstLoans: 11 }).firstLoans).toBeNull();
  expect(tellSteps({ enrolled: 20, attended: 20, withCard: 12, firstLoans: 12 }).firstLoans).toBe(12);
});
