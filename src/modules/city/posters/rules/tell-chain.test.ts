import { expect, test } from 'vitest';
import { tellSteps } from './tell-chain.ts';

test('a chain is told as far as ten people went', () => {
  expect(tellSteps({ enrolled: 40, attended: 31, withCard: 22, firstLoans: 11 })).toEqual({
    ...{ enrolled: 40, attended: 31, withCard: 22, firstLoans: 10 },
  });
  expect(tellSteps({ enrolled: 40, attended: 31, withCard: 9, firstLoans: 9 })).toEqual({
    ...{ enrolled: 40, attended: 31, withCard: null, firstLoans: null },
  });
  expect(tellSteps({ enrolled: 9, attended: 9, withCard: 9, firstLoans: 9 })).toEqual({
    ...{ enrolled: null, attended: null, withCard: null, firstLoans: null },
  });
});

test('that all of a group borrowed, or all but a few, is not told: it would be said of each of them', () => {
  const of = (withCard: number, firstLoans: number) =>
    tellSteps({ enrolled: 50, attended: 50, withCard, firstLoans }).firstLoans;
  expect([of(12, 11), of(12, 12), of(21, 12), of(22, 12), of(45, 29), of(45, 30)]).toEqual([
    ...[null, null, null, 10, 20, 30],
  ]);
});
