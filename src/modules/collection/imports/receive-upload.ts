import type { FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { platformErrors } from '#platform/errors';
import type { Storage } from '#platform/storage';
import { FILE_ROLES, type FileRole } from './client.ts';
import type { RunFile } from './data/import-runs.queries.ts';

const asRole = (name: string): FileRole | undefined => FILE_ROLES.find((role) => role === name);
const MOST_FIELDS = 40;

/**
 * Streams the files of a multipart form into storage (a file's field is named by its role) and gathers the other fields as text.
 * Of each file there is a digest, too. Nothing is left behind when it fails. Throws `platform.not_acceptable_file` for anything but a multipart form and
 * `platform.too_large`.
 */
export async function receiveUpload(
  request: FastifyRequest,
  storage: Storage,
): Promise<{ files: RunFile[]; digests: string[]; fields: Record<string, string> }> {
  if (!request.isMultipart()) throw platformErrors.notAcceptableFile();
  const files: RunFile[] = [];
  const digests: string[] = [];
  const fields: Record<string, string> = {};
  try {
    for await (const part of request.parts({ limits: { fields: MOST_FIELDS } })) {
      if (part.type === 'field') {
        if (typeof part.value === 'string') fields[part.fieldname] = part.value;
        continue;
      }
      const role = asRole(part.fieldname);
      if (role === undefined || part.filename === '' || files.some((file) => file.role === role)) {
        part.file.resume();
        continue;
      }
      const hash = createHash('sha256');
      // a stream that is listened to flows, unless it is held: the storage lets it go on
      part.file.pause();
      part.file.on('data', (piece: Buffer) => hash.update(piece));
      const { key, sizeBytes } = await storage.put('imports', part.file);
      digests.push(hash.digest('hex'));
      files.push({ role, name: part.filename.slice(-200), key, bytes: sizeBytes });
      if (part.file.truncated) throw platformErrors.tooLarge();
    }
  } catch (error) {
    await discardUpload(files, storage);
    throw error;
  }
  return { files, digests, fields };
}

export async function discardUpload(files: readonly RunFile[], storage: Storage): Promise<void> {
  for (const { key } of files) if (key !== null) await storage.remove(key);
}
