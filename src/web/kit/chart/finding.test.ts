import { expect, test } from 'vitest';
import type { Chart } from '#shared/chart';
import { findingOf } from './finding.ts';

const chart = (kind: Chart['kind'], now: number[], before?: number[]): Chart => ({
  kind,
  title: 'Kunjungan',
  unit: 'orang',
  keyName: 'Kelas',
  keys: ['Agama', 'Sastra', 'Lainnya'].map((label, nth) => ({
    key: label,
    label,
    ...(nth === 2 ? { rest: true } : {}),
  })),
  series: [{ name: '2026', values: now }, ...(before ? [{ name: '2025', values: before }] : [])],
});

test.each([
  ['what moved the most, in figures, not in percent', 'bars', [60, 1310, 9], [30, 1000, 9], 'Sastra naik 31 persen'],
  ['what fell', 'bars', [60, 900, 9], [61, 1000, 9], 'Sastra turun 10 persen'],
  ['few are no percents', 'bars', [9, 3, 0], [3, 1, 0], 'Paling banyak Agama: 9 orang'],
  ['many times as many are said so', 'bars', [660, 3, 0], [100, 1, 0], 'Agama 6,6 kali lipat dari setahun sebelumnya'],
  ['what is left over is never the most', 'bars', [2, 3, 900], undefined, 'Paling banyak Sastra: 3 orang'],
  ['all of a time against the time before', 'line', [50, 50, 40], [50, 50, 25], 'Kunjungan naik 12 persen'],
  ['a small change is none', 'line', [50, 50, 3], [50, 50, 1], 'Kunjungan sebanyak setahun sebelumnya'],
  ['nothing has nothing to say', 'bars', [0, 0, 0], undefined, null],
] as const)('%s', (_what, kind, now, before, said) => {
  expect(findingOf(chart(kind, [...now], before && [...before]), 'id')).toBe(said);
});

test('of weekdays by hours the fullest is said, and of parts the largest', () => {
  const hours = chart('heat', [1, 2, 3]);
  const week = [
    { name: 'Senin', values: [100, 2, 3] },
    { name: 'Sabtu', values: [20, 240, 3] },
  ];
  expect(findingOf({ ...hours, series: week }, 'id')).toBe('Paling banyak Sabtu pukul Sastra: 240 orang');
  const parts = [
    { name: 'Anak', values: [30] },
    { name: 'Dewasa', values: [20] },
    { name: 'Tidak diketahui', values: [50], rest: true as const },
  ];
  const whole = { ...hours, kind: 'share' as const, keys: [{ key: 'all', label: 'Semua' }], series: parts };
  expect(findingOf(whole, 'id')).toBe('Anak paling banyak, 30 persen');
});
