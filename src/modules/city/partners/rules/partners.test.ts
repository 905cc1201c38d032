import { expect, test } from 'vitest';
import { keysOf, nameKey } from './keys.ts';
import { differing, takenFields } from './merge.ts';
import { alarmOf, isRinging, standingOf } from './standing.ts';

const signed = { state: 'signed', fromOn: '2026-01-01', untilOn: '2026-12-31' } as const;

test('a name is known without what many names share; a name of only such words is itself', () => {
  expect(nameKey('PT. Batik Turi')).toBe(nameKey('batik  TURI'));
  expect(nameKey('Yayasan Kota')).toBe('yayasan kota');
  expect(keysOf({ name: 'x', phone: '0812 3456 7890', email: 'A@B.id', site: 'https://www.X.id/a' })).toMatchObject({
    ...{ phoneKey: '+6281234567890', emailKey: 'a@b.id', siteKey: 'x.id' },
  });
  expect(keysOf({ name: 'x', phone: '', email: '', site: 'https://instagram.com/turi/' }).siteKey).toBe(
    'instagram.com/turi',
  );
});

test.for([
  ['2025-12-31', 'coming', null],
  ['2026-01-01', 'active', null],
  ['2026-10-01', 'active', null],
  ['2026-10-02', 'expiring', 90],
  ['2026-11-01', 'expiring', 60],
  ['2026-12-01', 'expiring', 30],
  ['2026-12-31', 'expiring', 30],
  ['2027-01-01', 'expired', null],
] as const)('on %s a signed agreement is %s', ([day, standing, alarm]) => {
  expect([standingOf(signed, day), alarmOf(signed, day)]).toEqual([standing, alarm]);
});

test('an alarm that was seen to is silent until a later one, and once it goes on in another', () => {
  expect(isRinging(90, null, false)).toBe(true);
  expect(isRinging(90, 90, false)).toBe(false);
  expect(isRinging(60, 90, false)).toBe(true);
  expect(isRinging(90, 60, false)).toBe(false);
  expect(isRinging(30, null, true)).toBe(false);
});

test('of two partners the one that stays keeps what it says, and takes what it does not', () => {
  const none = {
    kind: 'ngo',
    name: 'A',
    address: '',
    kelurahan: '',
    phone: '',
    email: '',
    site: '',
    about: '',
    aboutEn: '',
  };
  const rest = { story: '', storyEn: '', since: null, libraryId: 1, inChargeId: null, schoolLibraryId: null };
  const keep = { ...none, ...rest };
  const drop = { ...keep, name: 'B', phone: '0342', libraryId: 2 };
  expect(differing(keep, drop)).toEqual(['name', 'libraryId']);
  expect(takenFields(keep, drop, [])).toEqual(['phone']);
  expect(takenFields(keep, drop, ['name', 'address'])).toEqual(['name', 'phone']);
});
