import type { Readable } from 'node:stream';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { readByteRange, type BytePart } from '#platform/requests/byte-range';
import type { Storage } from '#platform/storage';
import type { WritingFile } from '../client.ts';
import {
  findFileOfKey,
  holdFiles,
  selectFileChoices,
  selectFiles,
  type FileRow,
  type FilesAsked,
} from '../data/files.queries.ts';
import { contentErrors } from '../errors.ts';
import { captionsAddress, CAPTIONS_TYPE, fileAddress, fileKeyOf, fileTypeOf } from '../rules/file-kinds.ts';

const captionsOf = (key: string | null): string | null => (key === null ? null : captionsAddress(key));

const fileOf = ({ key, captionsKey, captionsEnKey, hiddenAt, ...row }: FileRow): WritingFile => ({
  ...row,
  isOffered: hiddenAt === null,
  extension: fileTypeOf(row.mediaType)?.extension ?? '',
  href: fileAddress(key, row.mediaType),
  captions: { id: captionsOf(captionsKey), en: captionsOf(captionsEnKey) },
});

/** Files by their ids; also those that can be chosen no longer, for they stand where they stood; none that were removed for good. */
export async function filesOf(db: Db | Tx, ids: readonly number[]): Promise<Map<number, WritingFile>> {
  return new Map((await selectFiles(db, [...new Set(ids)])).map((row) => [row.id, fileOf(row)]));
}

/** The same for whoever puts them somewhere: nobody takes them away meanwhile. */
export async function heldFiles(trx: Tx, ids: readonly number[]): Promise<Map<number, WritingFile>> {
  return new Map((await holdFiles(trx, [...new Set(ids)])).map((row) => [row.id, fileOf(row)]));
}

/**
 * Files that can be chosen (`hidden`: can be no longer) at libraries (null: all), with those of the network, the newest first.
 */
export async function listFiles({ db }: { db: Db | Tx }, which: FilesAsked): Promise<WritingFile[]> {
  return (await selectFileChoices(db, which)).map(fileOf);
}

/** A file, or a part of it, as it is sent. */
interface SentPart {
  mediaType: string;
  /** Under this name it is saved. */
  fileName: string;
  /** It is played on the page, or read there, and not saved. */
  isPlayed: boolean;
  sizeBytes: number;
  /** Which bytes of the whole these are; null = all of them. */
  part: BytePart | null;
  /** Null where the range lies outside the file (416). */
  stream: Readable | null;
}

/**
 * Opens a file of writings by the last part of its address, or the part of it that a `Range` header asks for: what everybody may read who was
 * told where it is. Refuses `content.file_not_found`.
 */
export async function openWritingFile(
  { db }: Pick<Ctx, 'db'>,
  storage: Storage,
  { name, range }: { name: string; range: string | null },
): Promise<SentPart> {
  const asked = fileKeyOf(name);
  const row = asked ? await findFileOfKey(db, asked.key) : undefined;
  if (!asked || !row) throw contentErrors.fileNotFound();
  const href = asked.isCaptions ? captionsAddress(asked.key) : fileAddress(row.key, row.mediaType);
  const isItsOwn = asked.isCaptions ? asked.key !== row.key : asked.key === row.key;
  const sizeBytes = await storage.size(asked.key).catch(() => null);
  if (!isItsOwn || !href.endsWith(`/${name}`) || sizeBytes === null) throw contentErrors.fileNotFound();
  const mediaType = asked.isCaptions ? CAPTIONS_TYPE : row.mediaType;
  const told = { mediaType, fileName: row.fileName, sizeBytes, isPlayed: asked.isCaptions || row.kind !== 'file' };
  const part = readByteRange(range, sizeBytes);
  return part === 'unsatisfiable'
    ? { ...told, part: null, stream: null }
    : { ...told, part, stream: storage.open(asked.key, part ?? undefined) };
}
