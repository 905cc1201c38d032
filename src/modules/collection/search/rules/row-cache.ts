import type { StoredRow } from './query/evaluate.ts';

/** What an entry costs besides its bytes. */
const OVERHEAD = 200;

/**
 * Rows of one generation that were asked for lately, so that common words are not fetched again and again; rows never
 * change within a generation. Forgets the ones not asked for longest when `budget` bytes are full.
 */
export class RowCache {
  readonly #rows = new Map<string, StoredRow | null>();
  readonly #budget: number;
  #bytes = 0;

  constructor(budget: number) {
    this.#budget = budget;
  }

  /** Sorts terms into known rows and those to fetch; terms known to have no row are in neither. */
  look(terms: readonly string[], withPlaces: boolean): { known: Map<string, StoredRow>; missing: string[] } {
    const known = new Map<string, StoredRow>();
    const missing: string[] = [];
    for (const term of terms) {
      const row = this.#rows.get(term);
      if (row === undefined || (withPlaces && row !== null && row.places === null)) {
        missing.push(term);
        continue;
      }
      this.#rows.delete(term);
      this.#rows.set(term, row);
      if (row !== null) known.set(term, row);
    }
    return { known, missing };
  }

  /** Remembers what was fetched for `terms`: rows, and that the others have none. */
  keep(terms: readonly string[], fetched: ReadonlyMap<string, StoredRow>): void {
    for (const term of terms) {
      this.#forget(term);
      const row = fetched.get(term) ?? null;
      this.#rows.set(term, row);
      this.#bytes += costOf(row);
    }
    for (const oldest of this.#rows.keys()) {
      if (this.#bytes <= this.#budget) break;
      this.#forget(oldest);
    }
  }

  #forget(term: string): void {
    const row = this.#rows.get(term);
    if (row === undefined) return;
    this.#rows.delete(term);
    this.#bytes -= costOf(row);
  }
}

const costOf = (row: StoredRow | null): number => OVERHEAD + (row?.list.length ?? 0) + (row?.places?.length ?? 0);
