import { expect, test } from 'vitest';
import { summariseHours } from './opening-hours.ts';

const day = (weekday: number, opensMinute: number, closesMinute: number) => ({ weekday, opensMinute, closesMinute });

test('a week with a Friday break and a short Saturday reads in four lines', () => {
  const hours = [1, 2, 3, 4].map((weekday) => day(weekday, 480, 930));
  hours.push(day(5, 780, 930), day(5, 480, 690), day(6, 480, 720));
  expect(summariseHours(hours, 'id')).toEqual([
    { days: 'Senin–Kamis', times: ['08.00–15.30'] },
    { days: 'Jumat', times: ['08.00–11.30', '13.00–15.30'] },
    { days: 'Sabtu', times: ['08.00–12.00'] },
    { days: 'Minggu', times: [] },
  ]);
});

test('a library that is open every day alike reads in one line', () => {
  const hours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => day(weekday, 540, 1020));
  expect(summariseHours(hours, 'en')).toEqual([{ days: 'Monday–Sunday', times: ['09:00–17:00'] }]);
});
