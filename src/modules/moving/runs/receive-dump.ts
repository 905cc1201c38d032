import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { platformErrors } from '#platform/errors';
import type { Storage } from '#platform/storage';
import { MOST_BYTES } from '#modules/moving/engine';
import type { UploadedDump } from './start-run.ts';

/** Where uploaded dumps lie in storage. */
export const AREA = 'slims';
/** The field of the file. */
const FILE = 'file';
const MOST_FIELDS = 20;

/** What came with the form. */
export interface ReceivedDump {
  dump: UploadedDump | null;
  /** Of the file. */
  digest: string | null;
  fields: Record<string, string>;
}

/**
 * Streams the dump of a multipart form into storage and gathers the other fields as text. Nothing is left behind when it fails. Throws
 * `platform.not_acceptable_file` for anything but a multipart form, and `platform.too_large`.
 */
export async function receiveDump(request: FastifyRequest, storage: Storage): Promise<ReceivedDump> {
  if (!request.isMultipart()) throw platformErrors.notAcceptableFile();
  const received: ReceivedDump = { dump: null, digest: null, fields: {} };
  try {
    for await (const part of request.parts({ limits: { fields: MOST_FIELDS, fileSize: MOST_BYTES } })) {
      if (part.type === 'field') {
        if (typeof part.value === 'string') received.fields[part.fieldname] = part.value;
        continue;
      }
      if (part.fieldname !== FILE || part.filename === '' || received.dump) {
        part.file.resume();
        continue;
      }
      const hash = createHash('sha256');
      // a stream that is listened to flows, unless it is held: the storage lets it go on
      part.file.pause();
      part.file.on('data', (piece: Buffer) => hash.update(piece));
      const { key, sizeBytes } = await storage.put(AREA, part.file);
      received.dump = { name: part.filename.slice(-200), key, bytes: sizeBytes };
      received.digest = hash.digest('hex');
      if (part.file.truncated) throw platformErrors.tooLarge();
    }
  } catch (error) {
    await discardDump(received, storage);
    throw error;
  }
  return received;
}

export async function discardDump({ dump }: ReceivedDump, storage: Storage): Promise<void> {
  if (dump) await storage.remove(dump.key);
}
