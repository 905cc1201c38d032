import fc from 'fast-check';
import { expect, test } from 'vitest';
import { enrolmentWindow, offerEnd, seatFor } from './enrolment.ts';
import { askedQuestions, readAnswers } from './form-answers.ts';
import { MAX_OCCURRENCES, recurrenceDays } from './recurrence.ts';
import { freeSlug, slugOf } from '#shared/text/slug';
import { isPublic, mayBecome, stateByClock } from './states.ts';
import { addDays, isoWeekday } from '../../../../shared/dates.ts';

test('every Saturday until the end of the month, that day included', () => {
  const days = recurrenceDays('2026-11-07', { every: 'week', interval: 1, weekdays: [], until: '2026-11-28' });
  expect(days).toEqual(['2026-11-07', '2026-11-14', '2026-11-21', '2026-11-28']);
});

test('Tuesdays and Thursdays of every second week, five times; what lies before the first day is none', () => {
  const days = recurrenceDays('2026-11-26', { every: 'week', interval: 2, weekdays: [2, 4], count: 5 });
  expect(days).toEqual(['2026-11-26', '2026-12-08', '2026-12-10', '2026-12-22', '2026-12-24']);
});

test('the second Saturday of each month; a month without a fifth one is left out', () => {
  expect(recurrenceDays('2026-11-14', { every: 'month', interval: 1, count: 3 })).toEqual([
    '2026-11-14',
    '2026-12-12',
    '2027-01-09',
  ]);
  expect(recurrenceDays('2026-10-31', { every: 'month', interval: 1, count: 3 })).toEqual([
    '2026-10-31',
    '2027-01-30',
    '2027-05-29',
  ]);
});

test('the last Saturday of each month, the same day where there is one, and the end of each month', () => {
  const of = (first: string, on: 'last_weekday' | 'day' | 'last_day', count = 3) =>
    recurrenceDays(first, { every: 'month', interval: 1, on, count });
  expect(of('2026-11-28', 'last_weekday')).toEqual(['2026-11-28', '2026-12-26', '2027-01-30']);
  // begun on another Saturday, the last one of that month is the first to come
  expect(of('2026-11-14', 'last_weekday', 2)).toEqual(['2026-11-28', '2026-12-26']);
  expect(of('2027-01-31', 'day')).toEqual(['2027-01-31', '2027-02-28', '2027-03-31']);
  expect(of('2028-01-10', 'last_day')).toEqual(['2028-01-31', '2028-02-29', '2028-03-31']);
  const until = recurrenceDays('2026-11-15', { every: 'month', interval: 1, on: 'day', until: '2027-01-15' });
  expect(until).toEqual(['2026-11-15', '2026-12-15', '2027-01-15']);
  expect(recurrenceDays('2026-11-15', { every: 'month', interval: 1, on: 'day', until: '2026-11-14' })).toEqual([]);
});

test('days of a recurrence begin with the first, rise, keep to their weekdays and end', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2000 }),
      fc.integer({ min: 1, max: 12 }),
      fc.uniqueArray(fc.integer({ min: 1, max: 7 })),
      fc.integer({ min: 1, max: MAX_OCCURRENCES }),
      (offset, interval, weekdays, count) => {
        const first = addDays('2025-01-01', offset);
        const weekly = recurrenceDays(first, { every: 'week', interval, weekdays, count });
        expect(weekly[0]).toBe(first);
        expect(weekly).toHaveLength(count);
        expect(weekly).toEqual([...new Set(weekly)].toSorted());
        const allowed = new Set([isoWeekday(first), ...weekdays]);
        expect(weekly.every((day) => allowed.has(isoWeekday(day)))).toBe(true);
        const monthly = recurrenceDays(first, { every: 'month', interval: 1, count: 6 });
        expect(monthly.every((day) => isoWeekday(day) === isoWeekday(first))).toBe(true);
      },
    ),
  );
});

test('a programme goes its way, may be cancelled from the first four states, and the clock carries it on', () => {
  expect(mayBecome('draft', 'review')).toBe(true);
  expect(mayBecome('draft', 'running')).toBe(false);
  for (const state of ['draft', 'review', 'published', 'running'] as const) {
    expect(mayBecome(state, 'cancelled'), state).toBe(true);
  }
  for (const state of ['closed', 'archived', 'cancelled'] as const) {
    expect(mayBecome(state, 'cancelled'), state).toBe(false);
  }
  expect([isPublic('review'), isPublic('published'), isPublic('cancelled')]).toEqual([false, true, true]);
  const times = { startsAt: new Date('2026-11-26T01:00:00Z'), endsAt: new Date('2026-11-27T04:00:00Z') };
  expect(stateByClock('published', times, new Date('2026-11-26T00:59:59Z'))).toBe('published');
  expect(stateByClock('published', times, new Date('2026-11-26T01:00:00Z'))).toBe('running');
  expect(stateByClock('running', times, new Date('2026-11-27T04:00:00Z'))).toBe('closed');
});

test('enrolment is open from publication until the first session, or as it is written', () => {
  const program = {
    state: 'published' as const,
    isTemplate: false,
    enrolmentOpensAt: null,
    enrolmentClosesAt: null,
    startsAt: new Date('2026-11-26T01:00:00Z'),
    endsAt: new Date('2026-11-27T04:00:00Z'),
  };
  const before = new Date('2026-11-25T03:00:00Z');
  expect(enrolmentWindow(program, before)).toBe('open');
  expect(enrolmentWindow(program, program.startsAt)).toBe('closed');
  expect(enrolmentWindow({ ...program, state: 'draft' }, before)).toBe('closed');
  expect(enrolmentWindow({ ...program, enrolmentOpensAt: program.startsAt }, before)).toBe('not_yet');
  const late = { ...program, state: 'running' as const, enrolmentClosesAt: program.endsAt };
  expect(enrolmentWindow(late, program.startsAt)).toBe('open');
});

test('a seat is had where it is free and nobody waits; an offer is held until the beginning at most', () => {
  expect(seatFor(1, { free: 1, waiting: 0 })).toBe('confirmed');
  expect(seatFor(2, { free: 1, waiting: 0 })).toBe('waitlisted');
  expect(seatFor(1, { free: 5, waiting: 1 })).toBe('waitlisted');
  expect(seatFor(400, { free: null, waiting: 0 })).toBe('confirmed');
  const startsAt = new Date('2026-11-26T01:00:00Z');
  const endsAt = new Date('2026-11-26T04:00:00Z');
  const program = { offerHours: 24, startsAt, endsAt };
  expect(offerEnd(program, new Date('2026-11-24T01:00:00Z'))).toEqual(new Date('2026-11-25T01:00:00Z'));
  expect(offerEnd(program, new Date('2026-11-25T03:00:00Z'))).toEqual(startsAt);
  expect(offerEnd(program, new Date('2026-11-26T02:00:00Z'))).toEqual(endsAt);
  expect(offerEnd(program, endsAt)).toBeNull();
});

test('answers count where their question is asked', () => {
  const asks = (id: string, more: object = {}) => ({
    id,
    kind: 'text' as const,
    options: [],
    required: false,
    when: null,
    ...more,
  });
  const form = [
    asks('makan', { kind: 'choice', options: ['Nasi', 'Tidak'], required: true }),
    asks('pantangan', { required: true, when: { id: 'makan', equals: 'Nasi' } }),
    asks('usia', { kind: 'number' }),
  ];
  expect(readAnswers(form, { makan: 'Tidak', pantangan: 'udang', lain: 'x' })).toEqual({
    answers: { makan: 'Tidak' },
    wrong: {},
  });
  expect(readAnswers(form, { makan: 'Nasi' }).wrong).toEqual({ 'answers.pantangan': 'required' });
  expect(readAnswers(form, { makan: 'Roti', usia: 'dua' }).wrong).toEqual({
    'answers.makan': 'invalid',
    'answers.usia': 'invalid',
  });
});

test('a question is asked once the answer on which it hangs was given, and what hangs on it after that', () => {
  const asks = (id: string, when: { id: string; equals: string } | null = null) => ({ id, when });
  const form = [
    asks('naik'),
    asks('halte', { id: 'naik', equals: 'Bus' }),
    asks('jam', { id: 'halte', equals: 'Lain' }),
    asks('usia'),
  ];
  const asked = (given: Record<string, string>) => askedQuestions(form, given).map(({ id }) => id);
  expect(asked({})).toEqual(['naik', 'usia']);
  expect(asked({ naik: ' Bus ' })).toEqual(['naik', 'halte', 'usia']);
  expect(asked({ naik: 'Bus', halte: 'Lain' })).toEqual(['naik', 'halte', 'jam', 'usia']);
  // an answer to what is not asked counts for nothing
  expect(asked({ naik: 'Motor', halte: 'Lain' })).toEqual(['naik', 'usia']);
});

test('an address is made of a title and is nobody else’s', () => {
  expect(slugOf('  Workshop Inovasi: Perpustakaan & Anda, ké-2! ')).toBe('workshop-inovasi-perpustakaan-anda-ke-2');
  expect(slugOf('漢字')).toBeNull();
  expect(freeSlug('temu', new Set(['temu', 'temu-2', 'temu-4']))).toBe('temu-3');
});
