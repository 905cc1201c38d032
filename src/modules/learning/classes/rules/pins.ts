/** What a PIN looks like. */
export const PIN = /^\d{4,6}$/;
/** So many PINs there are of the length that a class gives out. */
export const ALL_PINS = 10_000;

/** Whether whoever knows nothing would try it first: one digit four times, or digits in a row. */
function isGuessed(pin: string): boolean {
  const steps = [...pin].slice(1).map((digit, at) => Number(digit) - Number(pin[at]));
  return new Set(steps).size === 1 && Math.abs(steps[0] ?? 0) <= 1;
}

/** A PIN from a number below {@link ALL_PINS}; null: one that is guessed too soon. */
export function pinAt(index: number): string | null {
  const pin = String(index % ALL_PINS).padStart(4, '0');
  return isGuessed(pin) ? null : pin;
}

/** So many wrong PINs in a row make a child wait. */
export const WRONG_IN_A_ROW = 5;
/** The first time so long; each time after it, without a right PIN between, twice as long, up to the last. */
const PAUSE_MINUTES = 5;
const LONGEST_PAUSE = 320;

/** How many minutes somebody still waits, at least one; null: they need not. A pause that is longer than any was begun by a clock that was wrong. */
export function minutesPaused(until: Date | null, now: Date): number | null {
  if (until === null || until <= now) return null;
  const minutes = Math.ceil((until.getTime() - now.getTime()) / 60_000);
  return minutes > LONGEST_PAUSE ? null : minutes;
}

/** What a wrong PIN makes of those before it. */
export function afterWrong(
  { failed, pauses }: { failed: number; pauses: number },
  now: Date,
): { failed: number; pauses: number; pausedUntil: Date | null } {
  if (failed + 1 < WRONG_IN_A_ROW) return { failed: failed + 1, pauses, pausedUntil: null };
  const minutes = Math.min(PAUSE_MINUTES * 2 ** Math.min(pauses, 10), LONGEST_PAUSE);
  return { failed: 0, pauses: pauses + 1, pausedUntil: new Date(now.getTime() + minutes * 60_000) };
}
