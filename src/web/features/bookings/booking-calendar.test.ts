import { describe, expect, test } from 'vitest';
import { monthAfter, monthOf } from './booking-calendar.ts';

const zone = 'Asia/Jakarta';
const always = (): boolean => true;
const at = (text: string): Date => new Date(`${text}+07:00`);

describe('the month of a thing that is booked', () => {
  test('begins on Monday, ends on Sunday, and has every day once', () => {
    const weeks = monthOf('2026-12', { busy: [], zone, today: '2026-12-03', isOpen: always });
    expect(weeks.every((week) => week.length === 7)).toBe(true);
    // 1 December 2026 is a Tuesday
    expect(weeks[0]?.[0]).toBeNull();
    expect(weeks[0]?.[1]).toEqual({ date: '2026-12-01', number: 1, state: 'free', past: true });
    expect(weeks.flat().filter((day) => day !== null)).toHaveLength(31);
  });

  test('tells hours from whole days', () => {
    const busy = [{ startsAt: at('2026-12-05T08:00'), endsAt: at('2026-12-07T00:00') }];
    const days = monthOf('2026-12', { busy, zone, today: '2026-12-01', isOpen: always }).flat();
    const state = (date: string) => days.find((day) => day?.date === date)?.state;
    expect(['04', '05', '06', '07'].map((day) => state(`2026-12-${day}`))).toEqual(['free', 'part', 'full', 'free']);
  });

  test('says on which days nobody is there', () => {
    const isOpen = (date: string): boolean => date !== '2026-12-25';
    const days = monthOf('2026-12', { busy: [], zone, today: '2026-12-01', isOpen }).flat();
    expect(days.flatMap((day) => (day?.state === 'closed' ? [day.date] : []))).toEqual(['2026-12-25']);
  });

  test('the months before and after go over the year', () => {
    expect([monthAfter('2026-12', 1), monthAfter('2026-01', -1)]).toEqual(['2027-01', '2025-12']);
  });
});
