import type { Db, Tx } from '#platform/database/db';
import { isCancelRequested, noteProgress } from './data/runs.queries.ts';
import { insertSaid } from './data/said.queries.ts';
import type { Said } from '#shared/moving/said';

/** So many lines are written at once. */
const AT_ONCE = 500;

/** What a migration says and how far it is, written down while it works. */
export class RunNotes {
  readonly #db: Db;
  readonly #runId: number;
  readonly #everyMs: number;
  readonly #cancelled = new AbortController();
  /** Written in the transaction of their rows. */
  readonly #came = new WeakSet<Said>();
  #waiting: Said[] = [];
  #nextAt = Number.NEGATIVE_INFINITY;

  /** @param everyMs between two looks whether somebody wants it to stop */
  constructor(db: Db, runId: number, everyMs: number) {
    this.#db = db;
    this.#runId = runId;
    this.#everyMs = everyMs;
  }

  /** Aborts when somebody has asked to stop. */
  get cancelled(): AbortSignal {
    return this.#cancelled.signal;
  }

  /** Asked in the transaction that is about to end: nobody can ask it to stop any more until it has. Throws where somebody has. */
  async stopIfAsked(trx: Tx): Promise<void> {
    if (await isCancelRequested(trx, this.#runId)) this.#cancelled.abort();
    this.#cancelled.signal.throwIfAborted();
  }

  onCame = async (trx: Tx, said: readonly Said[]): Promise<void> => {
    await insertSaid(trx, this.#runId, said, true);
    for (const one of said) this.#came.add(one);
  };

  onSaid = (said: Said): void => {
    if (!this.#came.has(said)) this.#waiting.push(said);
  };

  onRead = async (rows: number): Promise<void> => this.#moved({ table: null, rows, of: null });

  onProgress = async (table: string, rows: number, of: number): Promise<void> => this.#moved({ table, rows, of });

  /** Writes what is not written yet. */
  async write(): Promise<void> {
    while (this.#waiting.length > 0) await insertSaid(this.#db, this.#runId, this.#waiting.splice(0, AT_ONCE), false);
  }

  async #moved(progress: Parameters<typeof noteProgress>[2]): Promise<void> {
    if (this.#waiting.length >= AT_ONCE) await this.write();
    const now = performance.now();
    if (now < this.#nextAt) return;
    this.#nextAt = now + this.#everyMs;
    if (await noteProgress(this.#db, this.#runId, progress)) this.#cancelled.abort();
  }
}
