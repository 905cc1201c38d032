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

/**
 * The clock of one act: whatever looks at it sees the instant of the first look, so that all that the act writes says the same. For a
 * request, or one row of longer work; never for something that outlives it.
 */
export function heldClock(running: Clock): Clock {
  let held: number | null = null;
  const clock = {
    now: () => {
      held ??= running.now().getTime();
      return new Date(held);
    },
  };
  behind.set(clock, running);
  return clock;
}
const behind = new WeakMap<Clock, Clock>();

/** The clock that runs on behind a held one: for what outlives the request that first needed it. */
export function runningClock(clock: Clock): Clock {
  const running = behind.get(clock);
  return running ? runningClock(running) : clock;
}

/** How far the clock of tests moves on with every look: no two requests ever see the same instant. */
const STEP_MS = 3;

/** A clock of tests that can be set. */
export interface TickingClock extends Clock {
  /** The next look sees this instant. */
  set(iso: string): void;
  /** The clock of one request: held as in {@link heldClock}; when the clock is set anew, a new instant is held. */
  request(): Clock;
}

/** A clock that moves on by a little with every look, as a real one does, until it is set: for tests. */
export function tickingClock(start: string): TickingClock {
  let at = new Date(start).getTime();
  let settings = 0;
  const clock = {
    now: () => {
      const seen = new Date(at);
      at += STEP_MS;
      return seen;
    },
    set: (iso: string) => {
      at = new Date(iso).getTime();
      settings += 1;
    },
    request: () => {
      let since = settings;
      let held = heldClock(clock);
      const request = {
        now: () => {
          if (since !== settings) [since, held] = [settings, heldClock(clock)];
          return held.now();
        },
      };
      behind.set(request, clock);
      return request;
    },
  };
  return clock;
}
