/** Tries in all; with the pauses between them some 15 seconds at least, two minutes at most. */
const TRIES = 5;
const LONGEST_PAUSE = 30;
const NO_TIME = new Set([429, 502, 503, 504]);

/**
 * An answer without which something would stay away for long: where the server has no time for it (just begun, many readers) or the
 * network breaks, it is asked for again, after as many seconds as the server said.
 * @param ask asks once
 * @param pause ends after so many seconds
 * @returns the first answer that is no refusal for want of time, or the last one
 * @throws what the last try threw
 */
export async function fetchAgain(
  ask: () => Promise<Response>,
  pause: (seconds: number) => Promise<void> = async (seconds) =>
    new Promise((done) => setTimeout(done, seconds * 1000)),
): Promise<Response> {
  for (let tried = 1; ; tried++) {
    let seconds = 2 ** (tried - 1);
    try {
      const response = await ask();
      if (!NO_TIME.has(response.status) || tried === TRIES) return response;
      const said = Number(response.headers.get('retry-after') ?? '');
      if (said > 0) seconds = Math.min(LONGEST_PAUSE, said);
    } catch (error) {
      if (tried === TRIES) throw error;
    }
    await pause(seconds);
  }
}
