import { readFile } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
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
    const { libraryId, title } = parseInput(said, words);
    const { kind, mediaType, extension } = await judged(storage, file);
    const fileName = safeFileName(file.name, extension);
    return await ctx.db.transaction().execute(async (trx) => {
      const { key, sizeBytes } = file;
      const row = { libraryId, kind, mediaType, title, fileName, key, sizeBytes };
      const fileId = await insertFile(trx, { ...row, addedAt: ctx.clock.now(), addedBy: actorName(ctx.actor) });
      await recordAudit(trx, ctx, {
        ...{ action: 'writing_file.added', entity: 'writing_file', entityId: fileId, libraryId },
        after: { title, kind, fileName, sizeBytes },
      });
      return fileId;
    });
  } catch (error) {
    await storage.remove(file.key);
    throw error;
  }
}
