/**
 * Very many small byte streams that grow at once, in one buffer: each stream is a chain of slices of growing size, the
 * last four bytes of a full slice saying where the next one begins. A stream of a rare word costs 16 bytes.
 */
const FIRST_SLICE = 16;
const LARGEST_SLICE = 4096;
const LINK = 4;

export class ByteStreams {
  #pool = new Uint8Array(1 << 16);
  #used = 0;
  #count = 0;
  #first = new Uint32Array(1024);
  #at = new Uint32Array(1024);
  #end = new Uint32Array(1024);
  #slice = new Uint16Array(1024);
  #length = new Uint32Array(1024);

  /** Opens a stream; returns its number. */
  open(): number {
    const stream = this.#count++;
    if (stream === this.#first.length) this.#growTables();
    const start = this.#take(FIRST_SLICE);
    this.#first[stream] = start;
    this.#at[stream] = start;
    this.#end[stream] = start + FIRST_SLICE - LINK;
    this.#slice[stream] = FIRST_SLICE;
    return stream;
  }

  /** Appends the first `length` bytes to a stream. */
  append(stream: number, bytes: Uint8Array, length: number): void {
    let at = this.#at[stream] ?? 0;
    let end = this.#end[stream] ?? 0;
    for (let index = 0; index < length; index++) {
      if (at === end) {
        at = this.#nextSlice(stream, at);
        end = this.#end[stream] ?? 0;
      }
      this.#pool[at++] = bytes[index] ?? 0;
    }
    this.#at[stream] = at;
    this.#length[stream] = (this.#length[stream] ?? 0) + length;
  }

  /** Everything that was appended to a stream. */
  read(stream: number): Uint8Array {
    const length = this.#length[stream] ?? 0;
    const result = new Uint8Array(length);
    let from = this.#first[stream] ?? 0;
    let slice = FIRST_SLICE;
    let filled = 0;
    while (filled < length) {
      const part = Math.min(slice - LINK, length - filled);
      result.set(this.#pool.subarray(from, from + part), filled);
      filled += part;
      from = this.#readLink(from + slice - LINK);
      slice = Math.min(slice * 2, LARGEST_SLICE);
    }
    return result;
  }

  #nextSlice(stream: number, link: number): number {
    const size = Math.min((this.#slice[stream] ?? FIRST_SLICE) * 2, LARGEST_SLICE);
    const start = this.#take(size);
    for (let byte = 0; byte < LINK; byte++) this.#pool[link + byte] = (start >>> (8 * byte)) & 255;
    this.#end[stream] = start + size - LINK;
    this.#slice[stream] = size;
    return start;
  }

  #readLink(at: number): number {
    let value = 0;
    for (let byte = LINK - 1; byte >= 0; byte--) value = value * 256 + (this.#pool[at + byte] ?? 0);
    return value;
  }

  #take(size: number): number {
    const start = this.#used;
    this.#used += size;
    if (this.#used > this.#pool.length) {
      const larger = new Uint8Array(Math.max(this.#pool.length * 2, this.#used));
      larger.set(this.#pool);
      this.#pool = larger;
    }
    return start;
  }

  #growTables(): void {
    const grow = <T extends Uint32Array | Uint16Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    const size = this.#first.length * 2;
    this.#first = grow(this.#first, new Uint32Array(size));
    this.#at = grow(this.#at, new Uint32Array(size));
    this.#end = grow(this.#end, new Uint32Array(size));
    this.#slice = grow(this.#slice, new Uint16Array(size));
    this.#length = grow(this.#length, new Uint32Array(size));
  }
}
