/** What an entry costs besides its list. */
const OVERHEAD = 200;

/**
 * Ranked lists of queries as one state of the index answers them: whoever turns the page, sorts, or types what another has typed asks the same
 * again. With the next change of the index all are forgotten, so that nothing is older than the index. Forgets the one not asked for longest when
 * `budget` bytes are full.
 */
export class HeldHits {
  readonly #budget: number;
  #lists = new Map<string, Uint32Array>();
  #bytes = 0;
  #version = -1;

  constructor(budget: number) {
    this.#budget = budget;
  }

  /** @param version of the index @param find makes the list; nobody may write into it afterwards */
  of(version: number, query: string, find: () => Uint32Array): Uint32Array {
    if (version !== this.#version) {
      this.#lists = new Map();
      this.#bytes = 0;
      this.#version = version;
    }
    const known = this.#lists.get(query);
    if (known) {
      this.#lists.delete(query);
      this.#lists.set(query, known);
      return known;
    }
    const list = find();
    const cost = costOf(query, list);
    // one that takes most of the room would drive all others out
    if (cost > this.#budget / 2) return list;
    this.#lists.set(query, list);
    this.#bytes += cost;
    for (const [oldest, held] of this.#lists) {
      if (this.#bytes <= this.#budget) break;
      this.#lists.delete(oldest);
      this.#bytes -= costOf(oldest, held);
    }
    return list;
  }
}

const costOf = (query: string, list: Uint32Array): number => OVERHEAD + query.length * 2 + list.byteLength;
