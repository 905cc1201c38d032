import { expect, test } from 'vitest';
import type { DeskRow } from './desk-answer.ts';
import { withRefusals } from './desk-rows.ts';

const done = (key: string): DeskRow => ({
  key,
  number: 0,
  title: key,
  barcode: key,
  due: '10 Des',
  result: 'Dipinjam',
  state: 'on',
  refused: false,
});

test('a refused scan stands where it happened, between what was lent before and after it', () => {
  const refusals = [
    { afterRow: 'b', title: 'Ditolak lebih dulu', barcode: 'X' },
    { afterRow: 'b', title: 'Ditolak sesudahnya', barcode: 'Y' },
  ];
  const rows = withRefusals([done('c'), done('b'), done('a')], refusals, 'Ditolak');
  expect(rows.map(({ title }) => title)).toEqual(['c', 'Ditolak sesudahnya', 'Ditolak lebih dulu', 'b', 'a']);
  expect(rows.map(({ number }) => number)).toEqual([5, 4, 3, 2, 1]);
  expect(new Set(rows.map(({ key }) => key)).size).toBe(5);
});

test('a scan that was refused before anything was lent stands on top of nothing', () => {
  const rows = withRefusals([], [{ afterRow: '', title: 'Tak dikenal', barcode: 'X' }], 'Ditolak');
  expect(rows).toMatchObject([{ number: 1, title: 'Tak dikenal', result: 'Ditolak', refused: true }]);
});
