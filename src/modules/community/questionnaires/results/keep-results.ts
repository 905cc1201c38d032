import type { Db, Tx } from '#platform/database/db';
import { answersState } from '../data/responses.queries.ts';

/** So many results are kept by a process: those that people look at these days. */
const MOST = 8;

/**
 * What was computed of answers, kept by this process for as long as the answers are the same. Which answers there are is asked each time, so
 * whatever changes them (an answer, an erasure, retention, another process) is seen with the next look. Who may see what, and whether the
 * time has come, is decided before and stays outside.
 */
export class KeptResults<Result> {
  readonly #kept = new Map<string, { state: string; result: Result }>();

  /**
   * @param about the placement and the version that was asked
   * @param read reads the answers, and hands back what computes the result of them
   */
  async of(
    db: Db | Tx,
    about: { placementId: number; versionId: number },
    read: () => Promise<() => Result>,
  ): Promise<Result> {
    const key = `${about.placementId} ${about.versionId}`;
    const state = await answersState(db, about.placementId);
    const known = this.#find(key, state);
    if (known) return known.result;
    const compute = await read();
    // the answers were read in between: they are those of this state only if it still is the same
    const settled = state === (await answersState(db, about.placementId));
    const meanwhile = this.#find(key, state);
    if (meanwhile) return meanwhile.result;
    const result = compute();
    if (settled) this.#keep(key, { state, result });
    return result;
  }

  #find(key: string, state: string): { result: Result } | undefined {
    const kept = this.#kept.get(key);
    return kept?.state === state ? kept : undefined;
  }

  #keep(key: string, kept: { state: string; result: Result }): void {
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    for (const oldest of [...this.#kept.keys()].slice(0, -MOST)) this.#kept.delete(oldest);
  }
}
