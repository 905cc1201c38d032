import type pg from 'pg';

/** Of the connections of a pool, so much may be held by requests that stand behind the desks (docs/decisions/156). */
const SHARE = 0.6;

/** The word of the pool itself for it. */
const tooLate = (): Error => new Error('timeout exceeded when trying to connect');

interface Waiting {
  come: () => void;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Keeps some connections free for the desks: however many readers hang on a lock, with however many questions each, staff find one.
 */
export class OthersShare {
  readonly #most: number;
  readonly #patience: number;
  readonly #waiting = new Set<Waiting>();
  #held = 0;

  constructor({ max = 10, connectionTimeoutMillis = 0 }: Pick<pg.PoolConfig, 'max' | 'connectionTimeoutMillis'>) {
    this.#most = Math.max(1, Math.floor(max * SHARE));
    this.#patience = connectionTimeoutMillis;
  }

  /** Resolves when one more may be asked of the pool. Rejects where none comes back in time. @returns gives it back, once */
  async take(): Promise<() => void> {
    if (this.#held >= this.#most) await this.#turn();
    else this.#held += 1;
    let isBack = false;
    return () => {
      if (isBack) return;
      isBack = true;
      this.#giveBack();
    };
  }

  async #turn(): Promise<void> {
    return new Promise((come, fail) => {
      const waiting: Waiting = { come, timer: undefined };
      this.#waiting.add(waiting);
      if (this.#patience === 0) return;
      waiting.timer = setTimeout(() => {
        this.#waiting.delete(waiting);
        fail(tooLate());
      }, this.#patience);
    });
  }

  /** To the one that has waited longest, if any does. */
  #giveBack(): void {
    for (const next of this.#waiting) {
      this.#waiting.delete(next);
      clearTimeout(next.timer);
      next.come();
      return;
    }
    this.#held -= 1;
  }
}
