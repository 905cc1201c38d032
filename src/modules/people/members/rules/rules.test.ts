import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '#shared/dates';
import { ageFitsCategory, blockHolds, checkMember, computeExpiry, isExpired, renewedExpiry } from './membership.ts';
import { nameWords, phoneDigits, searchName } from './name-search.ts';
import { afterWrongPin, pinMinutesLocked, pinProblem } from './pin.ts';

const today = '2026-11-25';

test('renewing early adds to what is left, renewing late begins today', () => {
  expect(renewedExpiry(12, '2027-01-31', today)).toBe('2028-01-31');
  expect(renewedExpiry(12, '2026-03-01', today)).toBe('2027-11-25');
  expect(renewedExpiry(null, '2026-03-01', today)).toBeNull();
  expect(computeExpiry(36, '2024-02-29')).toBe('2027-02-28');
});

test('a renewal never shortens a card', () => {
  const days = fc.integer({ min: -900, max: 900 }).map((n) => addDays(today, n));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), days, (months, expiresOn) => {
      const renewed = renewedExpiry(months, expiresOn, today);
      expect(renewed !== null && renewed > expiresOn && renewed > today).toBe(true);
    }),
  );
});

test('the last day of a card and of a block still counts', () => {
  expect(isExpired(today, today)).toBe(false);
  expect(isExpired('2026-11-24', today)).toBe(true);
  expect(isExpired(null, today)).toBe(false);
  expect(blockHolds({ untilDate: today }, today)).toBe(true);
  expect(blockHolds({ untilDate: '2026-11-24' }, today)).toBe(false);
  expect(blockHolds({ untilDate: null }, today)).toBe(true);
});

test('at seventeen a guardian is named, at eighteen not; a birth to come is refused', () => {
  const base = { guardianName: null, joinedOn: today, expiresOn: null };
  expect(checkMember({ ...base, birthDate: '2008-11-26' }, today)).toEqual({ guardianName: 'guardian_needed' });
  expect(checkMember({ ...base, birthDate: '2008-11-25' }, today)).toEqual({});
  expect(checkMember({ ...base, birthDate: '2026-11-26' }, today)).toEqual({ birthDate: 'date_in_future' });
  expect(checkMember({ ...base, birthDate: '1890-01-01' }, today)).toEqual({ birthDate: 'birth_too_long_ago' });
  expect(checkMember({ ...base, birthDate: null, expiresOn: '2026-11-01' }, today)).toEqual({
    expiresOn: 'expires_before_joined',
  });
});

test('a boy of fourteen has outgrown the category for children', () => {
  expect(ageFitsCategory('2012-05-01', { minAge: 0, maxAge: 12 }, today)).toBe(false);
  expect(ageFitsCategory('2014-05-01', { minAge: 0, maxAge: 12 }, today)).toBe(true);
  expect(ageFitsCategory(null, { minAge: 60, maxAge: null }, today)).toBe(true);
});

test('easy PINs and birth dates are refused', () => {
  for (const pin of ['111111', '123456', '654321', '140395', '950314']) {
    expect(pinProblem(pin, '1995-03-14')).toBe('pin_too_easy');
  }
  expect(pinProblem('12345', null)).toBe('pin_format');
  expect(pinProblem('12345a', null)).toBe('pin_format');
  expect(pinProblem('246810', '1995-03-14')).toBeNull();
});

test('the fifth wrong PIN locks for fifteen minutes', () => {
  const now = new Date('2026-11-25T03:00:00Z');
  expect(afterWrongPin(3, now)).toEqual({ pinFailedCount: 4, pinLockedUntil: null });
  const locked = afterWrongPin(4, now);
  expect(locked.pinFailedCount).toBe(0);
  expect(pinMinutesLocked(locked.pinLockedUntil, now)).toBe(15);
  expect(pinMinutesLocked(locked.pinLockedUntil, new Date('2026-11-25T03:15:00Z'))).toBeNull();
  // locked by a clock that went wrong by years
  expect(pinMinutesLocked(new Date('2036-11-25T03:15:00Z'), now)).toBeNull();
});

test('what is typed is read as words of a name or as a phone number', () => {
  expect(nameWords("Moh. Rifa'i")).toEqual([
    { typed: 'moh', key: 'muhammad' },
    { typed: 'rifai', key: 'rifai' },
  ]);
  expect(phoneDigits('+62 812-3456')).toBe('8123456');
  expect(phoneDigits('0812 3456')).toBe('8123456');
  expect(phoneDigits('Siti')).toBeNull();
});

test('a name is found by its words as written and in their usual spelling', () => {
  expect(searchName('Achmad Fauzi')).toBe(' achmad fauzi ahmad');
  expect(searchName("Qur'ani Sunardi")).toBe(' qurani sunardi');
});
