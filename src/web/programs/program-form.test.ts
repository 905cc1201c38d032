import { expect, test } from 'vitest';
import { instantOf, localInput, questionsInWords, questionsOf, recurrenceOf } from './program-form.server.ts';

test('questions of the registration form are written a line each, and read back as they were', () => {
  const written = 'Makan siang? | ya/tidak | wajib\nAlergi | teks | bila 1 = ya\nUkuran kaus | S, M, L';
  const questions = questionsOf(written);
  expect(questions).toEqual([
    { id: 't1', label: 'Makan siang?', kind: 'yes_no', options: [], required: true, when: null },
    { id: 't2', label: 'Alergi', kind: 'text', options: [], required: false, when: { id: 't1', equals: 'yes' } },
    { id: 't3', label: 'Ukuran kaus', kind: 'choice', options: ['S', 'M', 'L'], required: false, when: null },
  ]);
  expect(questionsInWords(questions)).toBe(written);
  expect(questionsOf('Lunch? | yes/no | required\nAllergy | text | if 1 = yes')).toMatchObject([
    { kind: 'yes_no', required: true },
    { when: { id: 't1', equals: 'yes' } },
  ]);
  expect(questionsOf(' \n ')).toEqual([]);
});

test('times are those of the library’s clock', () => {
  const zone = 'Asia/Jakarta';
  const eight = new Date('2026-11-26T08:00:00+07:00');
  expect(instantOf({ startsAt: '2026-11-26T08:00' }, 'startsAt', zone)).toEqual(eight);
  expect(localInput(eight, zone)).toBe('2026-11-26T08:00');
  expect(instantOf({ startsAt: '' }, 'startsAt', zone)).toBeNull();
  expect(() => instantOf({ startsAt: '2026-02-30T08:00' }, 'startsAt', zone)).toThrow();
});

test('a session comes again weekly, every two weeks or monthly, so many times', () => {
  expect(recurrenceOf({})).toBeNull();
  expect(recurrenceOf({ repeat: 'fortnight', count: '4' })).toMatchObject({ every: 'week', interval: 2, count: '4' });
  expect(recurrenceOf({ repeat: 'month', count: '3' })).toMatchObject({ every: 'month', count: '3' });
});
