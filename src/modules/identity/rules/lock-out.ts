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

/** Whole minutes until the account opens again, at least 1; null = not locked. */
export function minutesLocked(lockedUntil: Date | null, now: Date): number | null {
  if (!lockedUntil || lockedUntil <= now) return null;
  return Math.max(1, Math.ceil((lockedUntil.getTime() - now.getTime()) / 60_000));
}
