import { expect, test } from 'vitest';
import { greeting } from './greeting.ts';

test('one is greeted by the time of day', () => {
  const at = (hour: number, minute = 0): string => greeting(hour * 60 + minute);
  expect([at(0), at(3, 59), at(4), at(10, 59)]).toEqual([
    'Selamat malam',
    'Selamat malam',
    'Selamat pagi',
    'Selamat pagi',
  ]);
  expect([at(11), at(14, 59), at(15), at(18, 29), at(18, 30), at(23, 59)]).toEqual([
    'Selamat siang',
    'Selamat siang',
    'Selamat sore',
    'Selamat sore',
    'Selamat malam',
    'Selamat malam',
  ]);
});
