import { tarHeader, TAR_BLOCK } from '../reading/tar-header.ts';
import { BrokenArchive, type FoundFile } from './found-file.ts';

/** A name of more is no name, but an attempt to fill the memory. */
const LONGEST_NAME = 64 * 1024;

/** Bytes as they come, taken in pieces of any length. */
class Reader {
  readonly #source: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array();

  constructor(source: AsyncIterator<Uint8Array>) {
    this.#source = source;
  }

  /** What is there, at the most so much. Throws {@link BrokenArchive} at the end. */
  async some(most: number): Promise<Uint8Array> {
    while (this.#rest.length === 0) {
      const next = await this.#source.next();
      if (next.done) throw new BrokenArchive('the archive ends too early');
      this.#rest = next.value;
    }
    const part = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(part.length);
    return part;
  }

  async exactly(length: number): Promise<Buffer> {
    const pieces: Uint8Array[] = [];
    for (let left = length; left > 0;) {
      const piece = await this.some(left);
      pieces.push(piece);
      left -= piece.length;
    }
    return Buffer.concat(pieces);
  }

  /** What is behind the archive's own end, of which a packer wants to hear that it was read. */
  async drain(): Promise<void> {
    while (!(await this.#source.next()).done);
  }
}

/** `path` and `size` of an extended header: `27 path=images/docs/a.jpg`. */
function extended(text: Buffer): { path?: string; size?: number } {
  const said: { path?: string; size?: number } = {};
  for (let at = 0; at < text.length;) {
    const length = Number.parseInt(text.toString('latin1', at, at + 12), 10);
    if (!(length > 0)) break;
    const [, key, value = ''] = /^\d+ ([^=]+)=(.*)\n$/s.exec(text.toString('utf8', at, at + length)) ?? [];
    if (key === 'path') said.path = value;
    if (key === 'size') said.size = Number(value);
    at += length;
  }
  return said;
}

const padded = (size: number): number => Math.ceil(size / TAR_BLOCK) * TAR_BLOCK;

/**
 * The files of a tar archive, in their order; what nobody reads is gone past. Throws {@link BrokenArchive} where its end is missing, or a header
 * cannot be one.
 */
export async function* filesOfTar(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<FoundFile> {
  const reader = new Reader(bytes[Symbol.asyncIterator]());
  let next: { path?: string; size?: number } = {};
  for (;;) {
    const block = await reader.exactly(TAR_BLOCK);
    if (block.every((byte) => byte === 0)) return reader.drain();
    if (block.toString('latin1', 257, 262) !== 'ustar') throw new BrokenArchive('no header of a file');
    const header = tarHeader(block);
    const { kind } = header;
    if (kind === 'x' || kind === 'L' || kind === 'K' || kind === 'g') {
      if (header.size > LONGEST_NAME) throw new BrokenArchive('a name without end');
      const text = (await reader.exactly(padded(header.size))).subarray(0, header.size);
      if (kind === 'x') next = { ...next, ...extended(text) };
      if (kind === 'L') next = { ...next, path: text.toString('utf8').replace(/\0.*$/s, '') };
      continue;
    }
    const size = next.size ?? header.size;
    if (!Number.isSafeInteger(size) || size < 0) throw new BrokenArchive('a size that cannot be');
    let left = size;
    if (header.isFile)
      yield {
        path: next.path ?? header.name,
        size: async () => Promise.resolve(size),
        async *bytes() {
          while (left > 0) {
            const piece = await reader.some(left);
            left -= piece.length;
            yield piece;
          }
        },
      };
    for (left += padded(size) - size; left > 0;) left -= (await reader.some(left)).length;
    next = {};
  }
}
