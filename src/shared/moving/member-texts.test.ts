import { describe, expect, test } from 'vitest';
import { categoryCode } from './category-code.ts';
import { phoneOf } from './contacts.ts';
import { memberNumberOf } from './member-number.ts';
import { shownNumber, withoutNik } from './nik-in-text.ts';
import { cutOff } from './tidy-text.ts';

test.for([
  ['A-0007', 'A-0007', false],
  ['0012345', '0012345', false],
  ['M 004/2020', 'M004/2020', false],
  ['M_29#', 'M-29', true],
  ['Éva 1', 'Eva1', true],
  ['#12', '12', true],
  ['///', '', true],
  ['', '', false],
  ['x'.repeat(40), 'x'.repeat(30), true],
] as const)('the number %s', ([written, number, changed]) => {
  expect(memberNumberOf(written)).toEqual({ number, changed });
});

describe('a telephone number', () => {
  test.for([
    ['0812-3456-7890 / (0342) 801234', '0812-3456-7890', '(0342) 801234', false],
    ['+62 812 3456 7890', '+62 812 3456 7890', '', false],
    ['rumah; 0342801234', '0342801234', 'rumah', false],
    ['0812345678 atau 0812345679', '0812345678', '0812345679', false],
    ['8.12346E+11', null, '', true],
    ['8,12346e11', null, '', true],
    ['ada di ibunya', null, 'ada di ibunya', true],
    ['3572014507990001', null, '3572014507990001', true],
    ['', null, '', false],
    ['-', null, '', false],
    ['000', null, '', false],
  ] as const)('%s', ([text, phone, others, unusable]) => {
    expect(phoneOf(text)).toEqual({ phone, others, unusable });
  });
});

test('numbers of identity are taken out of a text, telephone numbers stay', () => {
  expect(withoutNik('NIK 3572014507990001, wali')).toEqual({ text: 'NIK [NIK dihapus], wali', found: true });
  expect(withoutNik('3572 0145 0799 0001')).toEqual({ text: '[NIK dihapus]', found: true });
  expect(withoutNik('35.72.01.450799.0001').found).toBe(true);
  const phones = '0812 9999 9990 0342';
  expect(withoutNik(phones)).toEqual({ text: phones, found: false });
  expect(withoutNik('rekening 12345678901234567')).toMatchObject({ found: false });
  expect(shownNumber('3572014507990001')).toBe('…0001');
  expect(shownNumber('2026110001')).toBe('2026110001');
  expect(shownNumber('NIK 3572014507990001-2')).toBe('NIK …0001-2');
  expect(shownNumber('357201/450799/0001')).toBe('…0001');
  // two telephone numbers in groups hold sixteen figures too
  const two = '0812-3101-0867 0813-4567-8901';
  expect(withoutNik(two)).toEqual({ text: two, found: false });
  expect(withoutNik('3572014507990001 0812-3456-7890')).toEqual({ text: '[NIK dihapus] 0812-3456-7890', found: true });
});

test('a text that is cut off does not end in half of a sign', () => {
  expect(cutOff('padi 🌾', 6)).toBe('padi ');
  expect(cutOff('padi 🌾', 7)).toBe('padi 🌾');
  expect(cutOff('padi', 2)).toBe('pa');
});

test('a category gets a code from its name', () => {
  const taken = ['guru', 'guru_2'];
  const code = (name: string): string => categoryCode(name, (one) => taken.includes(one));
  expect(code('Santri & Siswa')).toBe('santri_siswa');
  expect(code('GURU')).toBe('guru_3');
  expect(code('Élève')).toBe('eleve');
  expect(code('A')).toBe('jenis_a');
  expect(code('老师')).toBe('jenis_1');
  expect(code('x'.repeat(80))).toMatch(/^[a-z0-9_-]{2,30}$/);
});
