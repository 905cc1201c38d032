import { PER_RECORD, type Columns, type ListField } from './postings/columns.ts';

/** For each author or subject, the records that had it when this was made: ords ascending, thus the most popular first. */
export class NameHolders {
  readonly #starts: Uint32Array;
  readonly #ords: Uint32Array;

  /** @param count only the first so many records are looked at */
  constructor(columns: Columns, field: ListField, count: number) {
    const list = columns.lists[field];
    const names = columns.dictionaries[field].size + 1;
    const starts = new Uint32Array(names + 1);
    for (let place = 0; place < count * PER_RECORD; place++) {
      const number = list[place] ?? 0;
      if (number !== 0) starts[number + 1] = (starts[number + 1] ?? 0) + 1;
    }
    for (let number = 1; number <= names; number++) starts[number] = (starts[number] ?? 0) + (starts[number - 1] ?? 0);
    const next = starts.slice();
    const ords = new Uint32Array(starts[names] ?? 0);
    for (let place = 0; place < count * PER_RECORD; place++) {
      const number = list[place] ?? 0;
      if (number === 0) continue;
      const at = next[number] ?? 0;
      ords[at] = Math.floor(place / PER_RECORD);
      next[number] = at + 1;
    }
    this.#starts = starts;
    this.#ords = ords;
  }

  of(number: number): Uint32Array {
    return this.#ords.subarray(this.#starts[number] ?? 0, this.#starts[number + 1] ?? this.#starts[number] ?? 0);
  }
}
