/** After this many wrong passwords in a row the account rests. */
export const LOCK_AFTER_FAILURES = 8;
export const LOCK_MINUTES = 15;

/**
 * What one more wrong password does.
 * @param failedCount wrong passwords in a row before this one
 */
export function afterFailure(failedCount: number, now: Date): { failedCount: number; lockedUntil: Date | null } {
  const failed = failedCount + 1;
  if (failed < LOCK_AFTER_FAILURES) return { failedCount: failed, lockedUntil: null };
  // counting begins anew once the rest is over
  return { failedCount: 0, lockedUntil: new Date(now.getTime() + LOCK_MINUTES * 60_000) };
}

/**
 * Whole minutes until the account opens again, at least 1; null = not locked. A rest that would take far longer than it does was reckoned by a
 * clock that has been set back since: it keeps nobody out.
 */
export function minutesLocked(lockedUntil: Date | null, now: Date): number | null {
  const minutes = lockedUntil === null ? 0 : Math.ceil((lockedUntil.getTime() - now.getTime()) / 60_000);
  return minutes > 0 && minutes <= 2 * LOCK_MINUTES ? minutes : null;
}
