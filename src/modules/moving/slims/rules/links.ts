/** A link between a title and a name, in the order of the dump. */
export interface Link {
  /** Its place among the links of its table. */
  at: number;
  bib: number;
  name: number;
  level: number;
}

const WIDTH = 3;

/** The links of one table, 24 bytes each; asked by title once all are in. */
export class Links {
  #values = new Float64Array(WIDTH * 1024);
  #order: Uint32Array | null = null;
  #taken = new Uint8Array(0);
  count = 0;

  add(bib: number, name: number, level: number): void {
    if ((this.count + 1) * WIDTH > this.#values.length) {
      const larger = new Float64Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values.set([bib, name, level], this.count * WIDTH);
    this.count += 1;
    this.#order = null;
  }

  #bibAt(link: number): number {
    return this.#values[link * WIDTH] ?? -1;
  }

  #linkAt(at: number): Link {
    const [bib = -1, name = -1, level = 0] = this.#values.subarray(at * WIDTH, at * WIDTH + WIDTH);
    return { at, bib, name, level };
  }

  #sorted(): Uint32Array {
    if (this.#order) return this.#order;
    const order = Uint32Array.from({ length: this.count }, (_, i) => i);
    order.sort((a, b) => this.#bibAt(a) - this.#bibAt(b) || a - b);
    this.#taken = new Uint8Array(this.count);
    this.#order = order;
    return order;
  }

  /** The links of a title; they count as taken. */
  take(bib: number): Link[] {
    const order = this.#sorted();
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#bibAt(order[middle] ?? 0) < bib) low = middle + 1;
      else high = middle;
    }
    const found: Link[] = [];
    for (let i = low; i < order.length; i += 1) {
      const at = order[i] ?? 0;
      if (this.#bibAt(at) !== bib) break;
      if (this.#taken[at] === 0) found.push(this.#linkAt(at));
      this.#taken[at] = 1;
    }
    return found;
  }

  /** Those that no title took: they begin nowhere. */
  *left(): Generator<Link> {
    this.#sorted();
    for (let at = 0; at < this.count; at += 1) if (this.#taken[at] === 0) yield this.#linkAt(at);
  }
}
