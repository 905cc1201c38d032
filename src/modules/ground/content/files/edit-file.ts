import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { version } from '#platform/requests/bounds';
import { parseInput, requiredText } from '#platform/requests/parse-input';
import type { Storage } from '#platform/storage';
import { lockFile, updateFile, type FileRow } from '../data/files.queries.ts';
import { contentErrors } from '../errors.ts';
import { readCaptions } from '../rules/captions.ts';
import { CAPTIONS_LENGTH, FILE_AREA } from '../rules/file-kinds.ts';

type May = (libraryId: number | null) => void;

const changed = z.object({ version, title: requiredText(200) });
const captions = z.object({
  version,
  language: z.enum(['id', 'en']),
  /** WebVTT or SubRip; empty takes them away. */
  text: z.string().max(CAPTIONS_LENGTH),
});

async function heldFile(
  trx: Tx,
  { id, version: seen, may }: { id: number; version: number; may: May },
): Promise<FileRow> {
  const held = await lockFile(trx, id);
  if (!held) throw contentErrors.fileNotFound();
  may(held.libraryId);
  if (held.version !== seen) throw platformErrors.versionConflict();
  return held;
}

const entityOf = ({ id, libraryId }: FileRow) => ({ entity: 'writing_file', entityId: id, libraryId });

/**
 * Says anew what a file is called. @param may throws where whoever asks may not change files of that library (null: of the network)
 * Refuses `content.file_not_found`, `platform.version_conflict`, `invalid_input`.
 */
export async function renameFile(ctx: Ctx, id: number, input: z.input<typeof changed>, may: May): Promise<void> {
  const { version: seen, title } = parseInput(changed, input);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldFile(trx, { id, version: seen, may });
    await updateFile(trx, id, { title });
    await recordAudit(trx, ctx, {
      ...{ action: 'writing_file.changed', ...entityOf(held) },
      ...{ before: { title: held.title }, after: { title } },
    });
  });
}

/** Captions as they are kept; null: none. Refuses `content.captions_*`. */
function keptCaptions(text: string): string | null {
  if (text.trim() === '') return null;
  const read = readCaptions(text);
  if ('vtt' in read) return read.vtt;
  if (read.why === 'line') throw contentErrors.captionsUnreadable({ line: read.line });
  throw read.why === 'empty' ? contentErrors.captionsEmpty() : contentErrors.captionsTooLong();
}

/**
 * Puts captions to a recording in one language, in the place of what it had; empty takes them away. Everywhere it stands they are shown at once.
 * Parameters and refusals as {@link renameFile}; `content.captions_unreadable`, `captions_empty`, `captions_too_long`, `no_recording`.
 */
export async function setCaptions(
  ctx: Ctx,
  storage: Storage,
  id: number,
  input: z.input<typeof captions>,
  may: May,
): Promise<void> {
  const { version: seen, language, text } = parseInput(captions, input);
  const kept = keptCaptions(text);
  const key = kept === null ? null : (await storage.put(FILE_AREA, Buffer.from(kept))).key;
  try {
    await ctx.db.transaction().execute(async (trx) => {
      const held = await heldFile(trx, { id, version: seen, may });
      if (held.kind === 'file') throw contentErrors.noRecording();
      // the file of those that stood goes at night
      await updateFile(trx, id, language === 'id' ? { captionsKey: key } : { captionsEnKey: key });
      await recordAudit(trx, ctx, {
        ...{ action: 'writing_file.captioned', ...entityOf(held) },
        after: { title: held.title, language, has: key !== null },
      });
    });
  } catch (error) {
    if (key !== null) await storage.remove(key);
    throw error;
  }
}

/** Takes a file out of those that can be chosen; where it stands, it stays. Parameters and refusals as {@link renameFile}. */
export async function hideFile(ctx: Ctx, id: number, seen: number, may: May): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldFile(trx, { id, version: seen, may });
    await updateFile(trx, id, { hiddenAt: ctx.clock.now() });
    await recordAudit(trx, ctx, {
      ...{ action: 'writing_file.hidden', ...entityOf(held) },
      before: { title: held.title },
    });
  });
}
