import type { Readable } from 'node:stream';
import type { Ctx } from '#platform/context';
import type { Storage } from '#platform/storage';
import { findAttachment } from '#modules/catalog';
import { admitReader } from './admit-reader.ts';
import { readByteRange, type BytePart } from './rules/byte-range.ts';

export interface FilePart {
  mediaType: string;
  fileName: string;
  sizeBytes: number;
  /** Which bytes of the whole these are; null = all of them. */
  part: BytePart | null;
  /** Null where the range lies outside the file (416). */
  stream: Readable | null;
}

/**
 * Opens a file, or the part of it that a `Range` header asks for, for who may read it; asked anew for each part. Refuses
 * `catalog.attachment_not_found` and what reading the file is refused with.
 */
export async function openFile(
  ctx: Ctx,
  storage: Storage,
  attachmentId: number,
  range: string | null,
): Promise<FilePart> {
  const attachment = await findAttachment(ctx.db, attachmentId);
  await admitReader(ctx, attachment);
  const { mediaType, fileName, sizeBytes, fileKey } = attachment;
  const part = readByteRange(range, sizeBytes);
  if (part === 'unsatisfiable') return { mediaType, fileName, sizeBytes, part: null, stream: null };
  return { mediaType, fileName, sizeBytes, part, stream: storage.open(fileKey, part ?? undefined) };
}
