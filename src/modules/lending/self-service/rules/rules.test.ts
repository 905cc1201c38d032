import { expect, test } from 'vitest';
import { doorWord } from './door-word.ts';
import { isWithin } from './networks.ts';
import { codeOf, spacedCode, stepAt, stepEnds, tidyCode } from './room-code.ts';

test('the code of a room holds two minutes, and what looks alike is taken for it', () => {
  const now = new Date('2026-11-25T10:01:59+07:00');
  expect(stepAt(new Date('2026-11-25T10:02:00+07:00'))).toBe(stepAt(now) + 1);
  expect(stepEnds(now)).toEqual(new Date('2026-11-25T10:02:00+07:00'));
  const code = codeOf(new Uint8Array([0, 1, 31, 32, 255, 17, 18, 9]));
  expect(code).toBe('01Z0ZHJ9');
  expect(tidyCode(` ${spacedCode(code).toLowerCase()} `)).toBe(code);
  expect(tidyCode('o1-LI')).toBe('0111');
});

test('an address belongs to the house, in IPv4 and IPv6, or it does not', () => {
  const house = ['10.20.0.0/16', '2001:db8::/32'];
  for (const inside of ['10.20.3.4', '::ffff:10.20.3.4', '2001:db8::7'])
    expect(isWithin(inside, house), inside).toBe(true);
  for (const outside of ['10.21.0.1', '2001:db9::7', '', 'rumah', '10.20.3.4, 1.1.1.1'])
    expect(isWithin(outside, house), outside).toBe(false);
  expect(isWithin('10.20.3.4', [])).toBe(false);
});

test('the word at the door is one of the list and two digits', () => {
  for (let n = 0; n < 256; n++) expect(doorWord(new Uint8Array([n, n, 255 - n]))).toMatch(/^[A-Z]{4,12} [1-9]\d$/);
});
