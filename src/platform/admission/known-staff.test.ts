import { expect, test } from 'vitest';
import { KnownStaff } from './known-staff.ts';

test('only who was found to be of staff is known, until they are found not to be', () => {
  const known = new KnownStaff();
  expect(known.has('ls_made-up')).toBe(false);
  known.note('ls_reader', false);
  known.note('ls_staff', true);
  expect([known.has('ls_reader'), known.has('ls_staff')]).toEqual([false, true]);
  // the session was ended
  known.note('ls_staff', false);
  expect(known.has('ls_staff')).toBe(false);
});

test('what is remembered has an end; who works now is not forgotten for those who do not', () => {
  const known = new KnownStaff();
  known.note('here', true);
  known.note('gone', true);
  for (let nth = 0; nth < 1_999; nth += 1) {
    known.has('here');
    known.note(`other ${nth}`, true);
  }
  expect([known.has('here'), known.has('gone'), known.has('other 1998')]).toEqual([true, false, true]);
});
