import type { Span } from './merge-times.ts';

/** Bookings of one copy by one member that lie less than this apart are one promise: nobody else can have it in between. */
const APART = 24 * 3_600_000;

/**
 * How long a copy would be promised to one member in one go, if they had this period too, in milliseconds.
 * @param others what is promised to them already, in any order
 */
export function lengthInARow(wanted: Span, others: readonly Span[]): number {
  const { startsAt, endsAt } = others
    .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
    // those before it are met from the nearest backwards, those after it from the nearest forwards
    .reduceRight((row, other) => (other.startsAt < wanted.startsAt ? join(row, other) : row), wanted);
  const row = others
    .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
    .reduce((all, other) => (other.startsAt >= wanted.startsAt ? join(all, other) : all), { startsAt, endsAt });
  return row.endsAt.getTime() - row.startsAt.getTime();
}

function join(row: Span, other: Span): Span {
  const near =
    other.endsAt.getTime() + APART > row.startsAt.getTime() && other.startsAt.getTime() < row.endsAt.getTime() + APART;
  if (!near) return row;
  return {
    startsAt: other.startsAt < row.startsAt ? other.startsAt : row.startsAt,
    endsAt: other.endsAt > row.endsAt ? other.endsAt : row.endsAt,
  };
}
