import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareNik, nikFigures, readNik } from './nik.ts';

test('a NIK is sixteen figures, however it is spaced', () => {
  expect(nikFigures('3572 0314 0317 0003')).toBe('3572031403170003');
  expect(nikFigures('357203140317000')).toBeNull();
  expect(nikFigures('35720314031700O3')).toBeNull();
});

test('day, month, year and sex are read; women’s days have 40 added', () => {
  expect(readNik('3572031403170003')).toEqual({ day: 14, month: 3, yearOfCentury: 17, sex: 'L' });
  expect(readNik('3572035403170003')).toEqual({ day: 14, month: 3, yearOfCentury: 17, sex: 'P' });
  for (const wrong of ['3572033202170003', '3572030002170003', '3572031413170003', '3572037202170003']) {
    expect(readNik(wrong)).toBeNull();
  }
});

test('what disagrees is named, what is not known cannot disagree', () => {
  const girl = '3572035403170003';
  expect(compareNik(girl, { birthDate: '2017-03-14', sex: 'P' })).toEqual([]);
  expect(compareNik(girl, { birthDate: '2017-04-14', sex: 'L' })).toEqual(['birth_date', 'sex']);
  expect(compareNik(girl, { birthDate: null, sex: null })).toEqual([]);
  expect(compareNik('3572039999990003', { birthDate: '2017-03-14', sex: 'P' })).toEqual(['shape']);
});

test('every birth date agrees with the NIK that is made from it', () => {
  const day = fc.date({ min: new Date('1910-01-01'), max: new Date('2026-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(day, fc.constantFrom('L' as const, 'P' as const), (at, sex) => {
      const birthDate = at.toISOString().slice(0, 10);
      const [year = '', month = '', date = ''] = birthDate.split('-');
      const figures = String(Number(date) + (sex === 'P' ? 40 : 0)).padStart(2, '0');
      expect(compareNik(`357203${figures}${month}${year.slice(2)}0001`, { birthDate, sex })).toEqual([]);
    }),
  );
});
