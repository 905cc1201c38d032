import { expect, test } from 'vitest';
import { easterOf, isDecided, nationalHolidays } from './national-holidays.ts';

test('Easter is found in any year', () => {
  expect([2024, 2025, 2026, 2027, 2038, 2100].map(easterOf)).toEqual([
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2027-03-28',
    '2038-04-25',
    '2100-03-28',
  ]);
});

test('2026 has the seventeen days and eight of joint leave of its decree, each once and in order', () => {
  const days = nationalHolidays(2026);
  expect(days.filter(({ type }) => type === 'nasional')).toHaveLength(17);
  expect(days.filter(({ type }) => type === 'cuti_bersama')).toHaveLength(8);
  expect(new Set(days.map(({ date }) => date)).size).toBe(25);
  expect(days.map(({ date }) => date)).toEqual(days.map(({ date }) => date).toSorted());
  expect(days.every(({ source }) => source !== '')).toBe(true);
  expect(isDecided(2026)).toBe(true);
});

test('of a year without a decree only what stands fast is offered', () => {
  expect(isDecided(2027)).toBe(false);
  expect(nationalHolidays(2027).map(({ date, reason }) => `${date} ${reason}`)).toEqual([
    '2027-01-01 Tahun Baru Masehi',
    '2027-03-26 Wafat Yesus Kristus',
    '2027-03-28 Kebangkitan Yesus Kristus (Paskah)',
    '2027-05-01 Hari Buruh Internasional',
    '2027-05-06 Kenaikan Yesus Kristus',
    '2027-06-01 Hari Lahir Pancasila',
    '2027-08-17 Hari Kemerdekaan Republik Indonesia',
    '2027-12-25 Hari Raya Natal',
  ]);
});
