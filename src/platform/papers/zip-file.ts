import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** What lies in a ZIP file that is made here. */
export interface ZipPart {
  name: string;
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** False: it is packed by itself already (pictures, recordings, office documents). */
  isPacked: boolean;
}

/** The first moment that a ZIP file can tell: of the same parts come the same bytes. */
const ALWAYS = new Date(1980, 0, 1);

/** A ZIP file, written while its parts come: memory stays flat. */
export async function* zipFile(parts: Iterable<ZipPart>): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const zip = new Zip((error, data) => {
    if (error) throw error;
    ready.push(data);
  });
  const take = function* (): Generator<Uint8Array> {
    const pieces = ready;
    ready = [];
    yield* pieces;
  };
  for (const { name, bytes, isPacked } of parts) {
    const part = isPacked ? new ZipDeflate(name) : new ZipPassThrough(name);
    part.mtime = ALWAYS;
    zip.add(part);
    for await (const chunk of bytes) {
      part.push(chunk);
      yield* take();
    }
    part.push(new Uint8Array(), true);
    yield* take();
  }
  zip.end();
  yield* take();
}
