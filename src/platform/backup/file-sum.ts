import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** A file as it lies on the disk, read from its first byte to its last. */
export async function fileSum(path: string): Promise<{ sizeBytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    sizeBytes += chunk.length;
  }
  return { sizeBytes, sha256: hash.digest('hex') };
}
