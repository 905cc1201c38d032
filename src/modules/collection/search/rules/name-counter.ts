import { PER_RECORD, type Columns, type ListField } from './postings/columns.ts';

/** How often each author or subject stands in a list of hits: `counts` by number, and the numbers that occur. */
export interface NameCounts {
  counts: Uint32Array;
  numbers: Uint32Array;
}

/**
 * Counts authors and subjects of hits. The counters are as long as there are names, so they are kept and only those that
 * were touched are cleared: what {@link count} gives holds until it is next called for the same field.
 */
export class NameCounter {
  readonly #kept: Record<ListField, { counts: Uint32Array; touched: Uint32Array; used: number }> = {
    authors: { counts: new Uint32Array(0), touched: new Uint32Array(0), used: 0 },
    subjects: { counts: new Uint32Array(0), touched: new Uint32Array(0), used: 0 },
  };

  count(columns: Columns, field: ListField, lists: readonly Uint32Array[]): NameCounts {
    const kept = this.#cleared(field, columns.dictionaries[field].size + 1);
    const { counts, touched } = kept;
    const list = columns.lists[field];
    const more = columns.more[field];
    let used = 0;
    for (const hits of lists) {
      for (let index = 0; index < hits.length; index++) {
        const ord = (hits[index] ?? 0) >>> 4;
        const end = (ord + 1) * PER_RECORD;
        let place = end - PER_RECORD;
        for (; place < end; place++) {
          const number = list[place] ?? 0;
          if (number === 0) break;
          const before = counts[number] ?? 0;
          if (before === 0) touched[used++] = number;
          counts[number] = before + 1;
        }
        if (place < end || more.size === 0) continue;
        for (const number of more.get(ord) ?? []) {
          const before = counts[number] ?? 0;
          if (before === 0) touched[used++] = number;
          counts[number] = before + 1;
        }
      }
    }
    kept.used = used;
    return { counts, numbers: touched.subarray(0, used) };
  }

  #cleared(field: ListField, size: number) {
    const kept = this.#kept[field];
    if (kept.counts.length < size) {
      const room = Math.ceil(size * 1.2);
      kept.counts = new Uint32Array(room);
      kept.touched = new Uint32Array(room);
    } else {
      for (let index = 0; index < kept.used; index++) kept.counts[kept.touched[index] ?? 0] = 0;
    }
    kept.used = 0;
    return kept;
  }
}
