import type { Ctx } from '../context.ts';

/**
 * One round of the clock over rows that have nothing to do with each other: a row that fails is written to the log and stops nobody
 * else. {@link end} then says that something failed, so that the job is seen and tried again; what was done is found done.
 */
export class Round {
  readonly #name: string;
  readonly #signal: AbortSignal | undefined;
  readonly #failed: unknown[] = [];

  /** @param signal ends the round before its next row */
  constructor({ requestId }: Pick<Ctx, 'requestId'>, signal?: AbortSignal) {
    this.#name = requestId;
    this.#signal = signal;
  }

  async each<T>(rows: Iterable<T>, work: (row: T) => Promise<unknown>): Promise<void> {
    for (const row of rows) {
      if (this.#signal?.aborted) return;
      try {
        await work(row);
      } catch (error) {
        this.#failed.push(error);
        process.stderr.write(`jobs: ${this.#name}: row ${nameOf(row)}: ${traceOf(error)}\n`);
      }
    }
  }

  /**
   * Rows that are done in one go; where that fails, the halves of them are tried, down to the row that fails.
   * @param work a transaction: what failed left nothing behind
   */
  async together<T>(rows: readonly T[], work: (rows: readonly T[]) => Promise<unknown>): Promise<void> {
    if (rows.length <= 1) return this.each(rows, async (row) => work([row]));
    if (this.#signal?.aborted) return;
    try {
      await work(rows);
    } catch {
      const half = Math.ceil(rows.length / 2);
      await this.together(rows.slice(0, half), work);
      await this.together(rows.slice(half), work);
    }
  }

  /** Throws the first of what failed, with how many there were. */
  end(): void {
    const [first] = this.#failed;
    if (first === undefined) return;
    const said = traceOf(first).split('\n', 1)[0] ?? '';
    throw new AggregateError(this.#failed, `${this.#failed.length} of a round failed, the first: ${said}`);
  }
}

/** Runs the parts of a job one after the other, each of them also when one before it failed; then throws what failed. */
export async function allParts(ctx: Pick<Ctx, 'requestId'>, parts: readonly (() => Promise<unknown>)[]): Promise<void> {
  const round = new Round(ctx);
  await round.each(parts, async (part) => part());
  round.end();
}

/** Enough to find the row again. */
function nameOf(row: unknown): string {
  if (typeof row === 'number' || typeof row === 'string') return String(row);
  return typeof row === 'object' && row !== null && 'id' in row && typeof row.id === 'number' ? String(row.id) : '';
}

const traceOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
