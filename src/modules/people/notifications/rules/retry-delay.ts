/** How often a message is tried before it counts as failed: over about a day. */
export const MAX_ATTEMPTS = 8;

const STEPS_MINUTES = [1, 5, 15, 60, 180, 360, 720];

/**
 * How long to wait before the next attempt, in milliseconds.
 * @param attempts how many there were; 1 or more
 * @param askedSeconds what the carrier asked for; the longer of the two counts
 */
export function retryDelay(attempts: number, askedSeconds = 0): number {
  const step = STEPS_MINUTES[Math.min(attempts, STEPS_MINUTES.length) - 1] ?? 1;
  return Math.max(step * 60_000, Math.min(askedSeconds, 86_400) * 1000);
}
