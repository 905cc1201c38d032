import { describe, expect, test } from 'vitest';
import { initialsOf } from './initials.ts';
import { nextWarning } from './warning-level.ts';

const on = (day: string): Date => new Date(`2026-${day}T03:00:00Z`);
const at = (instant: string) => ({ now: new Date(instant), timeZone: 'Asia/Jakarta' });
const onDay = (day: string) => at(`2026-${day}T03:00:00Z`);

describe('which warning comes next', () => {
  test('first, second, third, each at least seven days after the one before, and no fourth', () => {
    const due = on('11-01');
    expect(nextWarning([], due, onDay('11-10'))).toEqual({ level: 1 });
    const first = { level: 1, issuedAt: on('11-10') };
    expect(nextWarning([first], due, onDay('11-16'))).toEqual({ refused: 'too_soon', from: '2026-11-17' });
    expect(nextWarning([first], due, onDay('11-17'))).toEqual({ level: 2 });
    const second = { level: 2, issuedAt: on('11-17') };
    expect(nextWarning([first, second], due, onDay('11-24'))).toEqual({ level: 3 });
    const third = { level: 3, issuedAt: on('11-24') };
    expect(nextWarning([first, second, third], due, onDay('12-24'))).toEqual({ refused: 'all_warned' });
  });

  test('a week after the afternoon of one Tuesday is the morning of the next, by the calendar of the library', () => {
    const first = { level: 1, issuedAt: new Date('2026-11-10T15:40:00+07:00') };
    expect(nextWarning([first], on('11-01'), at('2026-11-17T08:05:00+07:00'))).toEqual({ level: 2 });
    expect(nextWarning([first], on('11-01'), at('2026-11-16T23:59:00+07:00'))).toMatchObject({ refused: 'too_soon' });
  });

  test('what was warned of and brought back does not count for a later loan', () => {
    const old = { level: 3, issuedAt: on('09-20') };
    expect(nextWarning([old], on('11-01'), onDay('11-10'))).toEqual({ level: 1 });
  });
});

test('a public page says of a person only the initials', () => {
  expect(initialsOf('Dimas Aji Pratama')).toBe('D. A. P.');
  expect(initialsOf('  sunardi ')).toBe('S.');
});
