import { hash } from 'node:crypto';

const NEW_LINE = 10;
const NOTHING = Buffer.alloc(0);
const BYTES = 8;

/** The rows of a table in PostgreSQL's text form, counted and summed up whatever their order: partitions stand otherwise in another database. */
export class RowSum {
  #rows = 0;
  #high = 0;
  #low = 0;
  #rest: Buffer = NOTHING;

  /** Rows may be cut anywhere. @returns how many were completed */
  add(chunk: Buffer): number {
    const before = this.#rows;
    let from = 0;
    for (let at = chunk.indexOf(NEW_LINE); at !== -1; at = chunk.indexOf(NEW_LINE, from)) {
      const end = chunk.subarray(from, at);
      this.#count(this.#rest.length > 0 ? Buffer.concat([this.#rest, end]) : end);
      this.#rest = NOTHING;
      from = at + 1;
    }
    if (from < chunk.length) this.#rest = Buffer.concat([this.#rest, chunk.subarray(from)]);
    return this.#rows - before;
  }

  #count(row: Buffer): void {
    const sum = hash('sha256', row, 'buffer');
    this.#rows += 1;
    this.#high = (this.#high + sum.readUInt32BE(0)) >>> 0;
    this.#low = (this.#low + sum.readUInt32BE(BYTES / 2)) >>> 0;
  }

  get rows(): number {
    return this.#rows;
  }

  /** Tells the rows of two tables apart. */
  get sum(): string {
    return `${this.#high.toString(16)}.${this.#low.toString(16)}`;
  }
}
