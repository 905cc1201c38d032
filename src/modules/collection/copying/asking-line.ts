import { leavePlace } from '#platform/admission/entry';
import { platformErrors } from '#platform/errors';

/** So many questions are on their way at once in one process: each may hold an answer of every catalogue of the list in memory. */
const AT_ONCE = 4;
/** So many wait for their turn; whoever comes then is asked to come again. */
const WAITING = 16;

/** A line before what a process does only so often at once. */
export class AskingLine {
  readonly #atOnce: number;
  readonly #most: number;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(atOnce = AT_ONCE, most = WAITING) {
    this.#atOnce = atOnce;
    this.#most = most;
  }

  /**
   * Asks when it is its turn. Throws `platform.busy` where too many wait already.
   * @param patient true: it waits however long the line is; for work that is done behind, one question at a time
   */
  async ask<T>(question: () => Promise<T>, patient = false): Promise<T> {
    if (this.#running >= this.#atOnce) {
      if (!patient && this.#waiting.length >= this.#most) throw platformErrors.busy();
      // nobody who reads a page waits behind those who wait here
      leavePlace();
      await new Promise<void>((turn) => this.#waiting.push(turn));
    } else this.#running += 1;
    try {
      return await question();
    } finally {
      const next = this.#waiting.shift();
      // the place goes over to the next one
      if (next) next();
      else this.#running -= 1;
    }
  }
}

/** That of this process. */
export const askingLine = new AskingLine();
