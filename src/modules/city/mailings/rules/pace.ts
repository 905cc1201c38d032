/** Milliseconds from one mail to the next. */
const gapOf = (perMinute: number): number => 60_000 / perMinute;

/** What was not used for so long may be made up for, in milliseconds: a machine that is busy for a moment does not slow a mailing down. */
const MADE_UP = 5_000;
/** A next instant further away than this was not meant: the clock went back. */
export const FURTHEST = 20 * 60_000;

/** When the next mail may go, after one that went at `now`. @param due when that one might have gone */
export function nextAfter(due: Date, now: Date, perMinute: number): Date {
  const from = Math.max(due.getTime(), now.getTime() - MADE_UP);
  return new Date(from + gapOf(perMinute));
}

/** Milliseconds to wait until `due`; 0 = it may go. */
export function waitUntil(due: Date, now: Date): number {
  const wait = due.getTime() - now.getTime();
  return wait > FURTHEST ? 0 : Math.max(0, wait);
}
