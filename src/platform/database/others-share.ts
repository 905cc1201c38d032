import type pg from 'pg';
import type { Lane } from '../admission/rules/places.ts';

/** Of the connections of a pool, so much may be held by requests of a lane that stands behind the desks (docs/decisions/156). */
const SHARES = { readers: 1 / 2, others: 1 / 3 } as const;

type Limits = Pick<pg.PoolConfig, 'max' | 'connectionTimeoutMillis'>;

/** The word of the pool itself for it. */
const tooLate = (): Error => new Error('timeout exceeded when trying to connect');

interface Waiting {
  come: () => void;
  timer: NodeJS.Timeout | undefined;
}

/** Those of the connections of a pool that some requests may hold: others find one of the rest, however many of these hang on a lock. */
export class OthersShare {
  readonly #most: number;
  readonly #patience: number;
  readonly #waiting = new Set<Waiting>();
  #held = 0;

  constructor(share: number, { max = 10, connectionTimeoutMillis = 0 }: Limits) {
    this.#most = Math.max(1, Math.floor(max * share));
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

/**
 * Keeps connections free for the desks, and some for those who sign in or act, however many readers hang, with however many questions each.
 * @returns of which share a lane takes its connections; null = the desks take any
 */
export function sharesOf(limits: Limits): (lane: Lane) => OthersShare | null {
  const readers = new OthersShare(SHARES.readers, limits);
  const others = new OthersShare(SHARES.others, limits);
  return (lane) => (lane === 'desk' ? null : lane === 'reader' ? readers : others);
}
