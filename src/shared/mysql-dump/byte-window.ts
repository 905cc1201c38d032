import { DumpTrouble } from './dump-trouble.ts';

/** Says that what is read goes on behind the bytes at hand: fill the window and read it again from its start. */
export class MoreBytes extends Error {}
const MORE = new MoreBytes('more bytes');

/** What stands in one row or one statement; longer is no row of a library. */
const LONGEST = 64 * 1024 * 1024;
const AT_LEAST = 256 * 1024;

/** The part of a stream that is being read. Memory grows with the longest row, never with the stream. */
export class ByteWindow {
  bytes: Buffer = Buffer.alloc(0);
  pos = 0;
  ended = false;
  readonly #chunks: AsyncIterator<Uint8Array>;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** The byte so far behind the place of reading. Throws `MoreBytes`, or `cut` where the stream ends. */
  peek(offset = 0): number {
    return this.at(this.pos + offset);
  }

  at(place: number): number {
    const byte = this.bytes[place];
    if (byte === undefined) throw this.missing();
    return byte;
  }

  missing(): Error {
    return this.ended ? new DumpTrouble('cut') : MORE;
  }

  /**
   * Lets go of what was read and fetches at least as much as was kept, so that a long row is begun anew a few times only.
   * @param table whose row it is, for the refusal
   */
  async refill(table: string): Promise<void> {
    const rest = this.bytes.subarray(this.pos);
    if (rest.length >= LONGEST) throw new DumpTrouble('too_long', { table, megabytes: LONGEST / 1024 / 1024 });
    const parts: Uint8Array[] = [rest];
    let wanted = Math.max(AT_LEAST, rest.length);
    while (wanted > 0 && !this.ended) {
      const next = await this.#chunks.next();
      if (next.done) this.ended = true;
      else {
        parts.push(next.value);
        wanted -= next.value.length;
      }
    }
    this.bytes = Buffer.concat(parts);
    this.pos = 0;
  }

  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}
