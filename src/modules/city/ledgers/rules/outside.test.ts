import { expect, test } from 'vitest';
import { toldOutside } from './outside.ts';

test('hours of volunteers are told in tens and they themselves in fives, and of few of them not at all', () => {
  expect(toldOutside({ people: 5, hours: 49 })).toEqual({ people: 5, hours: 40 });
  expect(toldOutside({ people: 9, hours: 51 })).toEqual({ people: 5, hours: 50 });
  expect(toldOutside({ people: 5, hours: 9 })).toEqual({ people: 5, hours: 0 });
  expect(toldOutside({ people: 4, hours: 400 })).toEqual({ people: 0, hours: 0 });
});
