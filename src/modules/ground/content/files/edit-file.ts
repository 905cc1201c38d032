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
  { id, version: seen, may, hidden = false }: { id: number; version: number; may: May; hidden?: boolean },
): Promise<FileRow> {
  const held = await lockFile(trx, id);
  if (!held || (held.hiddenAt !== null && !hidden)) throw contentErrors.fileNotFound();
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
export function keptCaptions(text: string): string | null {
  if (text.trim() === '') return null;
  const read = readCaptions(text);
  if ('vtt' in read) return read.vtt;
  if (read.why === 'long') throw contentErrors.captionsLong({ line: read.line });
  if (read.why === 'line') throw contentErrors.captionsUnreadable({ line: read.line });
  throw read.why === 'empty' ? contentErrors.captionsEmpty() : contentErrors.captionsTooLong();
}

/**
 * Puts captions to a video in one language, in the place of what it had; empty takes them away. Everywhere it stands they are shown at once.
 * Parameters and refusals as {@link renameFile}; `content.captions_*`, `no_recording`.
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
      // what a sound still has can be taken away
      if (held.kind === 'file' || (key !== null && held.kind !== 'video')) throw contentErrors.noRecording();
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

/**
 * Removes for good what a file holds, with its captions, also of one that is offered no longer: where it stands, nobody can take it along any
 * more. Its row stays, so that writings know that it was there. Parameters and refusals as {@link renameFile}.
 */
export async function removeFile(
  ctx: Ctx,
  storage: Storage,
  id: number,
  { version: seen, may }: { version: number; may: May },
): Promise<void> {
  const held = await ctx.db.transaction().execute(async (trx) => {
    const found = await heldFile(trx, { id, version: seen, may, hidden: true });
    const now = ctx.clock.now();
    await updateFile(trx, id, { hiddenAt: found.hiddenAt ?? now, removedAt: now });
    const { title, fileName, sizeBytes } = found;
    await recordAudit(trx, ctx, {
      ...{ action: 'writing_file.removed', ...entityOf(found) },
      before: { title, fileName, sizeBytes },
    });
    return found;
  });
  // only then: a transaction that fails leaves what it names
  for (const key of [held.key, held.captionsKey, held.captionsEnKey]) if (key !== null) await storage.remove(key);
}
