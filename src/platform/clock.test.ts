import { expect, test } from 'vitest';
import { heldClock, runningClock, tickingClock } from './clock.ts';

const START = '2026-11-25T10:00:00+07:00';

test('a held clock says the instant of its first look, and the clock behind it runs on', () => {
  const running = tickingClock(START);
  const held = heldClock(running);
  running.now();
  const first = held.now();
  expect(first).not.toEqual(new Date(START));
  expect([held.now(), heldClock(held).now()]).toEqual([first, first]);
  expect(runningClock(heldClock(held)).now() > first).toBe(true);
  expect(heldClock(running).now() > first).toBe(true);
});

test('the clock of tests moves on with every look, and a request of it begins anew when it is set', () => {
  const clock = tickingClock(START);
  const request = clock.request();
  expect(request.now()).toEqual(new Date(START));
  expect(clock.now() > request.now()).toBe(true);
  expect(request.now()).toEqual(new Date(START));
  clock.set('2026-11-26T10:00:00+07:00');
  expect(request.now()).toEqual(new Date('2026-11-26T10:00:00+07:00'));
  expect(clock.request().now() > request.now()).toBe(true);
});
