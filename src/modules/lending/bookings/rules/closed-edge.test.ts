import { describe, expect, test } from 'vitest';
import { closedEdge } from './closed-edge.ts';

/** From Friday, a holiday, to Sunday nobody is there. */
const CLOSED = ['2026-12-04', '2026-12-05', '2026-12-06'];
const at = (text: string): Date => new Date(`${text}+07:00`);
const edge = (from: string, to: string) =>
  closedEdge({ startsAt: at(from), endsAt: at(to) }, 'Asia/Jakarta', (date) => !CLOSED.includes(date));

describe('a booking is collected and brought back when somebody is there', () => {
  test('it may lie over closed days, but neither begin nor end on one', () => {
    expect(edge('2026-12-03T08:00', '2026-12-07T12:00')).toBeNull();
    expect(edge('2026-12-04T08:00', '2026-12-07T12:00')).toEqual({ field: 'startsAt', date: '2026-12-04' });
    expect(edge('2026-12-03T08:00', '2026-12-06T12:00')).toEqual({ field: 'endsAt', date: '2026-12-06' });
  });

  test('until midnight means until the end of the day before', () => {
    expect(edge('2026-12-03T08:00', '2026-12-04T00:00')).toBeNull();
    expect(edge('2026-12-03T08:00', '2026-12-07T00:00')).toEqual({ field: 'endsAt', date: '2026-12-06' });
  });
});
