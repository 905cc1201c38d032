import type { FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { once } from 'node:events';

/**
 * The digest of what a `multipart/form-data` body says. The bounds between its parts do not count: whoever sends draws them by lot, another time
 * for the same form.
 */
class UploadDigest {
  readonly #hash = createHash('sha256');
  readonly #bound: Buffer;
  /** The end of what came, which may be the beginning of a bound. */
  #rest: Buffer = Buffer.alloc(0);
  #digest: string | null = null;

  constructor(bound: string) {
    this.#bound = Buffer.from(`--${bound}`);
  }

  take(piece: Buffer): void {
    let open = Buffer.concat([this.#rest, piece]);
    for (let at = open.indexOf(this.#bound); at >= 0; at = open.indexOf(this.#bound)) {
      this.#hash.update(open.subarray(0, at)).update('\0');
      open = open.subarray(at + this.#bound.length);
    }
    const sure = Math.max(0, open.length - this.#bound.length + 1);
    this.#hash.update(open.subarray(0, sure));
    this.#rest = open.subarray(sure);
  }

  end = (): string => (this.#digest ??= this.#hash.update(this.#rest).digest('hex'));
}

const digests = new WeakMap<FastifyRequest, UploadDigest>();

/** Listens to the body of a request while its route reads it. Nothing happens where it is no upload. */
export function watchUpload(request: FastifyRequest): void {
  const type = request.headers['content-type'] ?? '';
  const [, quoted, plain] =
    /^multipart\/form-data\b.*;\s*boundary=(?:"([^"]{1,100})"|([^\s;"]{1,100}))/i.exec(type) ?? [];
  const bound = quoted ?? plain;
  if (bound === undefined) return;
  const digest = new UploadDigest(bound);
  digests.set(request, digest);
  // whoever listens sets a stream flowing, unless it is held: the route lets it go on
  request.raw.pause();
  request.raw.on('data', (piece: Buffer) => {
    digest.take(piece);
  });
}

/** What an upload said, when its route or nobody reads it further: what is left of it is read and dropped. `''` where it is no upload. */
export async function uploadDigest(request: FastifyRequest): Promise<string> {
  const digest = digests.get(request);
  if (!digest) return '';
  const { raw } = request;
  if (!raw.readableEnded && !raw.destroyed) {
    raw.resume();
    await Promise.race([once(raw, 'end'), once(raw, 'close')]);
  }
  return digest.end();
}
