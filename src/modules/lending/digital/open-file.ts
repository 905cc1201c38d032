import type { Readable } from 'node:stream';
import type { Ctx } from '#platform/context';
import type { Services } from '#platform/services';
import { findAttachment } from '#modules/collection/catalog';
import { admitReader } from './admit-reader.ts';
import { checkFileKey } from './file-key.ts';
import { readByteRange, type BytePart } from '#platform/requests/byte-range';

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
 * Opens a file, or the part of it that a `Range` header asks for, for who may read it; asked anew for each part. A licensed file needs
 * the key that its reading page was given for this session. Refuses `catalog.attachment_not_found`, `digital.address_over`, and what
 * reading the file is refused with.
 */
export async function openFile(
  ctx: Ctx,
  { storage, secrets }: Pick<Services, 'storage' | 'secrets'>,
  attachmentId: number,
  { range, key }: { range: string | null; key: string | null },
): Promise<FilePart> {
  const attachment = await findAttachment(ctx.db, attachmentId);
  await admitReader(ctx, attachment);
  if (attachment.access === 'licensed') checkFileKey(ctx, secrets, attachmentId, key);
  const { mediaType, fileName, sizeBytes, fileKey } = attachment;
  const part = readByteRange(range, sizeBytes);
  if (part === 'unsatisfiable') return { mediaType, fileName, sizeBytes, part: null, stream: null };
  return { mediaType, fileName, sizeBytes, part, stream: storage.open(fileKey, part ?? undefined) };
}
