import { expect, test } from 'vitest';
import { judgeVoid } from './judge-void.ts';

const justNow = { voided: false, erased: false, refunded: false, today: true, dayClosed: false, mayRefund: false };

test('who took the money just now may take the payment back', () => {
  expect(judgeVoid(justNow)).toBeNull();
});

test('once the cash was counted, or on another day, only who may give money back', () => {
  expect(judgeVoid({ ...justNow, dayClosed: true })).toBe('voidDayClosed');
  expect(judgeVoid({ ...justNow, today: false })).toBe('voidDayOver');
  expect(judgeVoid({ ...justNow, today: false, dayClosed: true })).toBe('voidDayClosed');
  expect(judgeVoid({ ...justNow, today: false, dayClosed: true, mayRefund: true })).toBeNull();
});

test('nobody twice, nor what was given back otherwise, nor of somebody who was erased', () => {
  const head = { ...justNow, mayRefund: true };
  expect(judgeVoid({ ...head, voided: true })).toBe('alreadyVoided');
  expect(judgeVoid({ ...head, refunded: true })).toBe('voidRefunded');
  expect(judgeVoid({ ...head, erased: true })).toBe('voidErased');
});
