import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput, requiredText } from '#platform/requests/parse-input';
import { remakePicture } from '#platform/papers/picture';
import type { Storage } from '#platform/storage';
import { PICTURE_MEGABYTES, type Program } from '../client.ts';
import { updateCover } from '../data/programs.queries.ts';
import { managed } from './edit-programs.ts';
import { getProgram } from './view-programs.ts';

const WIDE = { width: 1280, height: 720, fit: 'inside', withoutEnlargement: true } as const;
const said = z.object({ alt: requiredText(300) });

/**
 * Shows a picture (JPEG, PNG, WebP; made anew, without where and when it was taken) on the page of a programme in place of the one before;
 * `alt` says what it shows to who does not see it. Without a file the words alone change. Needs `programs.manage` at its library. Refuses
 * `programs.not_found`, `platform.invalid_input`, `not_acceptable_file`, `too_large`.
 */
export async function setProgramPicture(
  ctx: Ctx,
  storage: Storage,
  programId: number,
  input: { alt: string; picture: Blob | null },
): Promise<void> {
  const { library } = await getProgram(ctx, programId);
  authorize(ctx, 'programs.manage', library.id);
  const { alt } = parseInput(said, input);
  const bytes = input.picture && new Uint8Array(await input.picture.arrayBuffer());
  const how = { resize: WIDE, quality: 78, megabytes: PICTURE_MEGABYTES, field: 'picture' };
  const stored = bytes && (await storage.put('sampul', await remakePicture(bytes, how)));
  try {
    await replace(ctx, storage, programId, (before) => {
      const key = stored?.key ?? before?.key;
      if (key === undefined) throw platformErrors.invalidInput({}, { picture: 'required' });
      return { key, alt };
    });
  } catch (error) {
    if (stored) await storage.remove(stored.key);
    throw error;
  }
}

/** Takes the picture away. Needs `programs.manage` at its library. Refuses `programs.not_found`. */
export const removeProgramPicture = async (ctx: Ctx, storage: Storage, programId: number): Promise<void> =>
  replace(ctx, storage, programId, () => null);

/** Keeps what `next` makes of the picture; a file that nobody shows any more is removed once that is kept. */
async function replace(
  ctx: Ctx,
  storage: Storage,
  programId: number,
  next: (before: Program['cover']) => Program['cover'],
): Promise<void> {
  const gone = await ctx.db.transaction().execute(async (trx) => {
    const { cover: before, library } = await managed(trx, ctx, programId);
    const after = next(before);
    await updateCover(trx, programId, after, ctx.clock.now());
    await recordAudit(trx, ctx, {
      action: after ? 'program.picture_set' : 'program.picture_removed',
      entity: 'program',
      entityId: programId,
      libraryId: library.id,
      ...(before && { before: { alt: before.alt } }),
      ...(after && { after: { alt: after.alt } }),
    });
    return before && before.key !== after?.key ? before.key : null;
  });
  if (gone !== null) await storage.remove(gone);
}
