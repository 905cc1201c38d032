import { readFile } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { id } from '#platform/requests/bounds';
import { parseInput, requiredText } from '#platform/requests/parse-input';
import type { StoredFile } from '#platform/requests/receive-form';
import type { Storage } from '#platform/storage';
import { insertFile } from '../data/files.queries.ts';
import { FILE_MEGABYTES, fileTypeOf, safeFileName, type FileType } from '../rules/file-kinds.ts';
import { hasMacros, namesInZip } from '../rules/zip-names.ts';

const said = z.object({
  /** The library whose it is; null: of the office of the network. */
  libraryId: id.nullable(),
  title: requiredText(200),
});

/** What its bytes say that it is. Refuses `platform.not_acceptable_file`, `too_large` at `file`. */
async function judged(storage: Storage, { key, sizeBytes }: StoredFile): Promise<FileType> {
  // what it cannot make out is nothing that is kept
  const found = await fileTypeFromFile(storage.path(key)).catch(() => undefined);
  const type = found ? fileTypeOf(found.mime) : null;
  if (type === null) throw platformErrors.notAcceptableFile({}, { file: 'writing_file_kind' });
  const megabytes = FILE_MEGABYTES[type.kind];
  if (sizeBytes > megabytes * 1024 * 1024) throw platformErrors.tooLarge({ megabytes }, { file: 'file_too_large' });
  if (type.kind === 'file' && type.mediaType !== 'application/pdf') {
    const names = namesInZip(await readFile(storage.path(key)));
    if (names === null) throw platformErrors.notAcceptableFile({}, { file: 'writing_file_kind' });
    if (hasMacros(names)) throw platformErrors.notAcceptableFile({}, { file: 'writing_file_macros' });
  }
  return type;
}

/** Where the captions of a recording lie, by language; null: it has none. */
export interface StoredCaptions {
  captionsKey: string | null;
  captionsEnKey: string | null;
}
const UNCAPTIONED: StoredCaptions = { captionsKey: null, captionsEnKey: null };

/** A file in the storage that was judged by its bytes, and belongs to nothing yet. */
export type JudgedFile = StoredFile & Pick<FileType, 'kind' | 'mediaType' | 'extension'>;

/** Judges a file that lies in the storage by its bytes; it stays there. Refuses `platform.not_acceptable_file`, `too_large` at `file`. */
export const judgeFile = async (storage: Storage, file: StoredFile): Promise<JudgedFile> => ({
  ...file,
  ...(await judged(storage, file)),
});

/** Keeps a file that was judged, with its trace. Who may, the module whose writings they are has asked. Refuses `platform.invalid_input`. @returns its id */
export async function keepFile(
  trx: Tx,
  ctx: Ctx,
  words: z.input<typeof said>,
  { key, sizeBytes, name, kind, mediaType, extension }: JudgedFile,
  captions: StoredCaptions = UNCAPTIONED,
): Promise<number> {
  const { libraryId, title } = parseInput(said, words);
  const fileName = safeFileName(name, extension);
  const row = { libraryId, kind, mediaType, title, fileName, key, sizeBytes, ...captions };
  const fileId = await insertFile(trx, { ...row, addedAt: ctx.clock.now(), addedBy: actorName(ctx.actor) });
  await recordAudit(trx, ctx, {
    ...{ action: 'writing_file.added', entity: 'writing_file', entityId: fileId, libraryId },
    after: { title, kind, fileName, sizeBytes },
  });
  return fileId;
}

/**
 * Keeps a document or a recording for writings as it came, judged by its bytes. Who may, the module whose writings they are has asked. Where it
 * is refused, it leaves the storage. Refuses `platform.invalid_input`, `not_acceptable_file`, `too_large`. @returns its id
 */
export async function addFile(
  ctx: Ctx,
  storage: Storage,
  { file, ...words }: z.input<typeof said> & { file: StoredFile },
): Promise<number> {
  try {
    parseInput(said, words);
    const found = await judgeFile(storage, file);
    return await ctx.db.transaction().execute(async (trx) => keepFile(trx, ctx, words, found));
  } catch (error) {
    await storage.remove(file.key);
    throw error;
  }
}
