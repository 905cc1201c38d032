/** So many keys at least are remembered. */
const AT_LEAST = 5000;

/** The keys of the last rows, with the number of the first row that had each: rows that repeat one another stand near each other, and the others need no memory. */
export class RecentKeys {
  #now = new Map<string, number>();
  #before = new Map<string, number>();

  /** @returns the number of the row that had the key before, or null */
  add(key: string, id: number): number | null {
    const first = this.#now.get(key) ?? this.#before.get(key);
    if (first !== undefined) return first;
    if (this.#now.size >= AT_LEAST) {
      this.#before = this.#now;
      this.#now = new Map();
    }
    this.#now.set(key, id);
    return null;
  }
}
