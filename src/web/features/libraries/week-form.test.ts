import { expect, test } from 'vitest';
import type { AppError } from '#platform/errors';
import { weekFields, weekOf } from './week-form.server.ts';

const friday = [
  { weekday: 5, opensMinute: 480, closesMinute: 690 },
  { weekday: 5, opensMinute: 780, closesMinute: 1440 },
];

test('the hours of a week come back from the form as they went in', () => {
  const fields = weekFields(friday, null, 'id').flatMap((day) => day.slots);
  const typed = Object.fromEntries(
    fields.flatMap((slot) => [
      [slot.opensName, slot.opens],
      [slot.closesName, slot.closes],
    ]),
  );
  expect(typed).toMatchObject({ opens_5_0: '08.00', closes_5_0: '11.30', closes_5_1: '24.00', opens_5_2: '' });
  expect(weekOf(typed)).toEqual({ hours: friday, names: ['closes_5_0', 'closes_5_1'] });
});

test('after a refusal every pair that was typed is there again', () => {
  const again = weekFields([], { opens_5_2: '19.00', closes_5_2: '1', opens_5_0: '', opens_5_1: '' }, 'id');
  expect(again[4]?.slots[2]).toMatchObject({ opens: '19.00', closes: '1' });
});

test('a time that is none, and half a pair, are told at their fields', () => {
  const refused = (): AppError => {
    try {
      weekOf({
        opens_1_0: '8',
        closes_1_0: '16.00',
        opens_2_0: '08.00',
        closes_2_0: '',
        opens_3_0: '08:00',
        closes_3_0: '24:01',
      });
    } catch (error) {
      return error as AppError;
    }
    throw new Error('this should have been refused');
  };
  expect(refused().fields).toEqual({ opens_1_0: 'clock_time', closes_2_0: 'clock_time', closes_3_0: 'clock_time' });
});
