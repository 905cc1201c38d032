import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { HeavyFile } from '#platform/background/heavy';

/** What the worker would make, as one piece. */
export async function bytesOf(file: Pick<HeavyFile, 'body'> | Promise<Pick<HeavyFile, 'body'>>): Promise<Buffer> {
  const { body } = await file;
  return body instanceof Uint8Array ? Buffer.from(body) : buffer(Readable.from(body, { objectMode: false }));
}

export const textOf = async (file: Parameters<typeof bytesOf>[0]): Promise<string> => (await bytesOf(file)).toString();
