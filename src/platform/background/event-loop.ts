/** How long nobody may be kept waiting unseen, milliseconds. */
const STANDSTILL = 1000;
/** How often it is looked, milliseconds. */
const EVERY = 250;

/**
 * Says so when the event loop stood still for a second or more: while one request computes, everybody else waits. By the monotonic clock, so
 * that a clock that is set, or a machine that slept, is no standstill.
 * @returns ends the watch
 */
export function watchEventLoop(say: (line: string) => void): () => void {
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    const stood = now - last - EVERY;
    last = now;
    if (stood >= STANDSTILL) say(`The event loop stood still for ${(stood / 1000).toFixed(1)} s; nobody was answered.`);
  }, EVERY);
  timer.unref();
  return () => clearInterval(timer);
}
