const FREE = -1;
const FIRST_SIZE = 1024;

/** Whole numbers from 0 up, each with a number: some 32 bytes for each, where a `Map` takes more than twice as much. */
export class NumberMap {
  #keys = new Float64Array(FIRST_SIZE).fill(FREE);
  #values = new Float64Array(FIRST_SIZE);
  size = 0;

  /** The place of a key, or the free one where it would stand. */
  #placeOf(key: number): number {
    const last = this.#keys.length - 1;
    // both halves of a large key count
    let place = (Math.imul(key % 2 ** 32, 0x9e3779b1) ^ Math.imul(key / 2 ** 32, 0x85ebca6b)) & last;
    while (this.#keys[place] !== FREE && this.#keys[place] !== key) place = (place + 1) & last;
    return place;
  }

  get(key: number): number | undefined {
    const place = this.#placeOf(key);
    return this.#keys[place] === FREE ? undefined : this.#values[place];
  }

  /** @returns false when the key was there already; what it has stays */
  add(key: number, value: number): boolean {
    const place = this.#placeOf(key);
    if (this.#keys[place] !== FREE) return false;
    this.#keys[place] = key;
    this.#values[place] = value;
    this.size += 1;
    if (this.size * 2 > this.#keys.length) this.#grow();
    return true;
  }

  /** @returns the value before, undefined where there was none */
  set(key: number, value: number): number | undefined {
    const place = this.#placeOf(key);
    if (this.#keys[place] === FREE) {
      this.add(key, value);
      return undefined;
    }
    const before = this.#values[place];
    this.#values[place] = value;
    return before;
  }

  #grow(): void {
    const [keys, values] = [this.#keys, this.#values];
    this.#keys = new Float64Array(keys.length * 2).fill(FREE);
    this.#values = new Float64Array(keys.length * 2);
    for (const [at, key] of keys.entries()) {
      if (key === FREE) continue;
      const place = this.#placeOf(key);
      this.#keys[place] = key;
      this.#values[place] = values[at] ?? 0;
    }
  }
}
