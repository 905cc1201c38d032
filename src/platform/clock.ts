/** Where "now" comes from. Use cases never read the machine's clock themselves. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/**
 * A clock that starts at a given instant and then runs on, for demonstrations and tests (`LUMBUNG_NOW`).
 * @param start the instant at which the process believes to have started
 */
export function clockStartingAt(start: Date): Clock {
  const offset = start.getTime() - Date.now();
  return { now: () => new Date(Date.now() + offset) };
}

/** A clock that stands still until it is set: for tests. */
export function fixedClock(start: string): Clock & { set(iso: string): void } {
  let at = new Date(start);
  return {
    now: () => new Date(at),
    set: (iso) => {
      at = new Date(iso);
    },
  };
}
