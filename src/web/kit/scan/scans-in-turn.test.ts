import { expect, test } from 'vitest';
import { FORM_KEY } from '#web/kit/form/form-key.ts';
import { scansInTurn } from './scans-in-turn.ts';

const scanOf = (key: string | null): FormData => {
  const scan = new FormData();
  scan.set('kode', '9789790620049');
  if (key !== null) scan.set(FORM_KEY, key);
  return scan;
};

test('the same book scanned again before the first answer is another form, and waits for its turn', async () => {
  const takeTurn = scansInTurn();
  const [first, second] = [scanOf('of-the-page'), scanOf('of-the-page')];
  const order: string[] = [];
  const answered = await takeTurn(first);
  const waiting = takeTurn(second).then(() => order.push('second'));
  await Promise.resolve();
  order.push('first is answered');
  answered();
  await waiting;
  expect(order).toEqual(['first is answered', 'second']);
  expect(new Set(['of-the-page', first.get(FORM_KEY), second.get(FORM_KEY)]).size).toBe(3);
});

test('a form without a key gets none: its scans are let through as they are', async () => {
  const scan = scanOf(null);
  await scansInTurn()(scan);
  expect(scan.has(FORM_KEY)).toBe(false);
});
