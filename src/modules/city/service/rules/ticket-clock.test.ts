import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, instantAt, isoWeekday, type LocalDate } from '#shared/dates';
import { ticketClock, type Pause } from './ticket-clock.ts';
import { afterWorkingMinutes, usualDayMinutes, workingMinutes, type WorkingDays } from './working-time.ts';

/** Monday to Thursday 08–12 and 13–16 (seven hours), Friday 08–11 and 13–15 (five); Wednesday 2 December is a holiday, on Saturday the 5th it is open 09–12. */
const DAY = [
  { opens: 480, closes: 720 },
  { opens: 780, closes: 960 },
];
const FRIDAY = [
  { opens: 480, closes: 660 },
  { opens: 780, closes: 900 },
];
const weekly = { 1: DAY, 2: DAY, 3: DAY, 4: DAY, 5: FRIDAY };
const exceptions: Record<LocalDate, typeof DAY> = { '2026-12-02': [], '2026-12-05': [{ opens: 540, closes: 720 }] };
const daysIn = (timeZone: string): WorkingDays => ({
  timeZone,
  on: (date) => exceptions[date] ?? new Map(Object.entries(weekly)).get(String(isoWeekday(date))) ?? [],
});
const blitar = daysIn('Asia/Jakarta');

const NAMES: Record<string, LocalDate> = {
  ...{ sab21: '2026-11-21', min22: '2026-11-22', sen23: '2026-11-23', sel24: '2026-11-24', rab25: '2026-11-25' },
  ...{ kam26: '2026-11-26', jum27: '2026-11-27', min29: '2026-11-29', sen30: '2026-11-30', sel1: '2026-12-01' },
  ...{ rab2: '2026-12-02', kam3: '2026-12-03', jum4: '2026-12-04', sab5: '2026-12-05', sen7: '2026-12-07' },
};
/** `sen23 08.30` as an instant. */
function at(words: string, zone = 'Asia/Jakarta'): Date {
  const [name = '', hour = '0', minute = '0'] = words.split(/[ .]/);
  const date = NAMES[name];
  if (!date) throw new Error(`no day ${name}`);
  return instantAt(date, Number(hour) * 60 + Number(minute), zone);
}
const pause = (from: string, to?: string): Pause => ({ from: at(from), to: to === undefined ? null : at(to) });

test.each([
  ['a whole day from its opening', 'sen23 08.00', 7, 'sen23 16.00'],
  ['two days from an opening', 'sen23 08.00', 14, 'sel24 16.00'],
  ['one day in the middle of the morning', 'sen23 10.00', 7, 'sel24 10.00'],
  ['two days in the middle of the morning', 'sen23 10.00', 14, 'rab25 10.00'],
  ['written in the lunch break', 'sen23 12.30', 1, 'sen23 14.00'],
  ['over the lunch break', 'sen23 11.30', 1, 'sen23 13.30'],
  ['up to the lunch break, and not behind it', 'sen23 08.00', 4, 'sen23 12.00'],
  ['written in the evening', 'sen23 19.12', 7, 'sel24 16.00'],
  ['written before the opening', 'sen23 06.00', 1, 'sen23 09.00'],
  ['written on Saturday evening', 'sab21 19.12', 14, 'sel24 16.00'],
  ['written on Sunday', 'min22 10.15', 7, 'sen23 16.00'],
  ['over a short Friday', 'kam26 10.00', 14, 'sen30 12.00'],
  ['on a Friday afternoon', 'jum27 14.00', 7, 'sen30 15.00'],
  ['over the Friday prayer', 'jum27 10.30', 1, 'jum27 13.30'],
  ['written in the Friday prayer', 'jum27 11.30', 5, 'sen30 11.00'],
  ['written at the end of Friday', 'jum27 15.00', 7, 'sen30 16.00'],
  ['over a holiday', 'sel1 10.00', 14, 'jum4 10.00'],
  ['written on a holiday', 'rab2 09.00', 7, 'kam3 16.00'],
  ['over a Saturday that is open this once', 'jum4 14.00', 7, 'sen7 11.00'],
  ['five days in a plain week', 'sen23 08.00', 35, 'sen30 10.00'],
  ['five days with a holiday and an open Saturday', 'sen30 08.00', 35, 'sen7 15.00'],
  ['opened again on a Thursday afternoon, five days', 'kam26 14.00', 35, 'sab5 11.00'],
])('%s: %s and %d hours of work end %s', (_what, from, hours, due) => {
  const clock = ticketClock({
    ...{ days: blitar, startedAt: at(from), targetMinutes: hours * 60, pauses: [], stoppedAt: null, now: at(from) },
  });
  expect(clock.dueAt).toEqual(at(due));
  expect(clock).toMatchObject({ usedMinutes: 0, leftMinutes: hours * 60, state: 'running' });
});

test.each<[string, string, Pause[], string | null]>([
  ['a day is waited for the person', 'sen23 08.00', [pause('sen23 10.00', 'sel24 10.00')], 'rab25 16.00'],
  ['a night takes nothing', 'sen23 08.00', [pause('sen23 17.00', 'sel24 07.00')], 'sel24 16.00'],
  ['a lunch break takes nothing', 'sen23 08.00', [pause('sen23 12.00', 'sen23 13.00')], 'sel24 16.00'],
  ['from before lunch until after it', 'sen23 08.00', [pause('sen23 11.00', 'sen23 14.00')], 'rab25 10.00'],
  ['a weekend takes nothing', 'jum27 08.00', [pause('jum27 15.00', 'sen30 08.00')], 'sel1 10.00'],
  ['twice', 'sen23 08.00', [pause('sen23 14.00', 'sen23 15.00'), pause('sen23 09.00', 'sen23 10.00')], 'rab25 10.00'],
  [
    'twice at once',
    'sen23 08.00',
    [pause('sen23 09.00', 'sen23 11.00'), pause('sen23 10.00', 'sen23 12.00')],
    'rab25 11.00',
  ],
  ['from the first moment', 'sen23 08.00', [pause('sen23 08.00', 'sen23 13.00')], 'rab25 12.00'],
  ['still', 'sen23 08.00', [pause('sen23 10.00')], null],
])('waiting for the person, %s: of 14 hours from %s', (_what, from, pauses, due) => {
  const clock = ticketClock({
    ...{ days: blitar, startedAt: at(from), targetMinutes: 840, pauses, stoppedAt: null, now: at(from) },
  });
  expect(clock.dueAt).toEqual(due === null ? null : at(due));
});

test.each<[string, string, string, 'met' | 'missed', number]>([
  ['at the last minute', 'sen23 08.00', 'sen23 16.00', 'met', 420],
  ['a minute later, in the evening', 'sen23 08.00', 'sen23 16.01', 'missed', 420],
  ['a minute of work later', 'sen23 08.00', 'sel24 08.01', 'missed', 421],
  ['on Sunday, before any work', 'sab21 19.12', 'min22 10.00', 'met', 0],
])('answered %s', (_what, from, stopped, state, usedMinutes) => {
  const stoppedAt = at(stopped);
  const clock = ticketClock({
    ...{ days: blitar, startedAt: at(from), targetMinutes: 420, pauses: [], stoppedAt, now: at('kam3 08.00') },
  });
  expect(clock).toMatchObject({ state, usedMinutes });
});

test('written on Saturday evening and answered on Tuesday after lunch: 11 hours 52 minutes of work of 14, day by day', () => {
  const clock = ticketClock({
    ...{ days: blitar, startedAt: at('sab21 19.12'), targetMinutes: 840, pauses: [] },
    ...{ stoppedAt: at('sel24 13.52'), now: at('kam26 08.00') },
  });
  expect(clock).toMatchObject({ state: 'met', usedMinutes: 712, leftMinutes: 128 });
  expect(clock.parts).toEqual([
    { date: '2026-11-23', minutes: 420 },
    { date: '2026-11-24', minutes: 292 },
  ]);
});

test('three quarters are used before it is due', () => {
  const clock = ticketClock({
    ...{ days: blitar, startedAt: at('sen23 08.00'), targetMinutes: 840, pauses: [], stoppedAt: null },
    now: at('sel24 11.30'),
  });
  expect(clock).toMatchObject({ warnAt: at('sel24 11.30'), usedMinutes: 630, state: 'running' });
});

test('what was late before the person was asked stays late; what is in time waits', () => {
  const input = {
    ...{ days: blitar, startedAt: at('sen23 08.00'), targetMinutes: 840, stoppedAt: null, now: at('jum27 08.00') },
  };
  expect(ticketClock({ ...input, pauses: [pause('rab25 09.00')] })).toMatchObject({ state: 'late', leftMinutes: -60 });
  expect(ticketClock({ ...input, pauses: [pause('sel24 09.00')] })).toMatchObject({
    state: 'paused',
    usedMinutes: 480,
  });
});

test('a clock that jumps back behind the beginning uses nothing; one that jumps far ahead still answers', () => {
  const input = { days: blitar, startedAt: at('sen23 08.00'), targetMinutes: 420, pauses: [], stoppedAt: null };
  expect(ticketClock({ ...input, now: at('sab21 08.00') })).toMatchObject({ usedMinutes: 0, state: 'running' });
  expect(ticketClock({ ...input, now: new Date('9999-12-31T00:00:00Z') }).state).toBe('late');
});

test('the day is the day of the library: the same instant is eight in Blitar and ten in Jayapura', () => {
  const startedAt = new Date('2026-11-23T01:00:00Z');
  const input = { startedAt, targetMinutes: 420, pauses: [], stoppedAt: null, now: startedAt };
  expect(ticketClock({ ...input, days: blitar }).dueAt).toEqual(new Date('2026-11-23T09:00:00Z'));
  expect(ticketClock({ ...input, days: daysIn('Asia/Jayapura') }).dueAt).toEqual(new Date('2026-11-24T01:00:00Z'));
});

test('where nobody works no time runs, and no promise falls due', () => {
  const closed: WorkingDays = { timeZone: 'Asia/Jakarta', on: () => [] };
  const startedAt = at('sen23 08.00');
  const clock = ticketClock({
    ...{ days: closed, startedAt, targetMinutes: 420, pauses: [], stoppedAt: null, now: at('sen7 08.00') },
  });
  expect(clock).toMatchObject({ dueAt: null, usedMinutes: 0, state: 'running' });
});

test('an evening that ends at midnight is counted to its end', () => {
  const late: WorkingDays = { timeZone: 'Asia/Jakarta', on: () => [{ opens: 1200, closes: 1440 }] };
  expect(afterWorkingMinutes(late, at('sen23 22.00'), 180)).toEqual(at('sel24 21.00'));
  expect(workingMinutes(late, at('sen23 00.00'), at('sel24 00.00'))).toBe(240);
});

test('a working day is as long as most days of the week; of two as many the longer', () => {
  expect(usualDayMinutes(weekly)).toBe(420);
  expect(usualDayMinutes({ 1: DAY, 5: FRIDAY })).toBe(420);
  expect(usualDayMinutes({})).toBe(0);
});

test('whatever is promised and however it is paused: just so much work lies between, and none more', () => {
  const minute = fc.integer({ min: 0, max: 14 * 1440 });
  const moment = (minutes: number): Date =>
    instantAt(addDays('2026-11-23', Math.floor(minutes / 1440)), minutes % 1440, 'Asia/Jakarta');
  fc.assert(
    fc.property(
      minute,
      fc.integer({ min: 1, max: 3000 }),
      fc.array(fc.tuple(minute, minute), { maxLength: 4 }),
      (start, targetMinutes, times) => {
        const pauses = times.map(([a, b]) => ({ from: moment(Math.min(a, b)), to: moment(Math.max(a, b)) }));
        const input = { days: blitar, startedAt: moment(start), targetMinutes, pauses, stoppedAt: null };
        const { dueAt } = ticketClock({ ...input, now: moment(start) });
        if (!dueAt) throw new Error('it falls due');
        expect(ticketClock({ ...input, now: dueAt })).toMatchObject({ usedMinutes: targetMinutes, state: 'running' });
        const later = ticketClock({ ...input, now: new Date(dueAt.getTime() + 60_000) });
        expect(later.state).toBe('late');
      },
    ),
  );
});
