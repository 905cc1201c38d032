const PAGE = 2 ** 15;

/** Whole numbers, a bit for each: a million keys of a table take some hundred kilobytes. */
export class IdSet {
  readonly #pages = new Map<number, Uint8Array>();
  size = 0;

  has(id: number): boolean {
    const page = this.#pages.get(Math.floor(id / PAGE));
    const at = id % PAGE;
    return page !== undefined && id >= 0 && ((page[at >> 3] ?? 0) & (1 << (at & 7))) !== 0;
  }

  /** @returns false when it was there already */
  add(id: number): boolean {
    if (id < 0 || this.has(id)) return false;
    const number = Math.floor(id / PAGE);
    let page = this.#pages.get(number);
    if (!page) this.#pages.set(number, (page = new Uint8Array(PAGE / 8)));
    const at = id % PAGE;
    page[at >> 3] = (page[at >> 3] ?? 0) | (1 << (at & 7));
    this.size += 1;
    return true;
  }
}
