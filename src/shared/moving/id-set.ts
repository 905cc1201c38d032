const PAGE = 2 ** 15;
/** Numbers beyond lie far apart: a page for each would be mostly empty. */
const FAR = 2 ** 40;

/** Whole numbers, a bit for each: a million keys of a table take some hundred kilobytes. */
export class IdSet {
  readonly #pages = new Map<number, Uint8Array>();
  readonly #far = new Set<number>();
  size = 0;

  has(id: number): boolean {
    if (id >= FAR) return this.#far.has(id);
    const page = this.#pages.get(Math.floor(id / PAGE));
    const at = id % PAGE;
    return page !== undefined && id >= 0 && ((page[at >> 3] ?? 0) & (1 << (at & 7))) !== 0;
  }

  /** @returns false when it was there already */
  add(id: number): boolean {
    if (id < 0 || this.has(id)) return false;
    if (id >= FAR) {
      this.#far.add(id);
      this.size += 1;
      return true;
    }
    const number = Math.floor(id / PAGE);
    let page = this.#pages.get(number);
    if (!page) this.#pages.set(number, (page = new Uint8Array(PAGE / 8)));
    const at = id % PAGE;
    page[at >> 3] = (page[at >> 3] ?? 0) | (1 << (at & 7));
    this.size += 1;
    return true;
  }
}
