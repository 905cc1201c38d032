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
export const PAUSE_MINUTES = 5;

/** How many minutes somebody still waits, at least one; null: they need not. */
export function minutesPaused(until: Date | null, now: Date): number | null {
  if (until === null || until <= now) return null;
  return Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 60_000));
}

/** What a wrong PIN makes of those before it. */
export function afterWrong(failed: number, now: Date): { failed: number; pausedUntil: Date | null } {
  return failed + 1 >= WRONG_IN_A_ROW
    ? { failed: 0, pausedUntil: new Date(now.getTime() + PAUSE_MINUTES * 60_000) }
    : { failed: failed + 1, pausedUntil: null };
}
