import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { version } from '#platform/requests/bounds';
import { parseInput, requiredText } from '#platform/requests/parse-input';
import { lockPicture, updatePicture, type PictureRow } from '../data/pictures.queries.ts';
import { contentErrors } from '../errors.ts';

const hundredth = z.number().int().min(0).max(100);
const changed = z.object({
  version,
  alt: requiredText(300),
  credit: z.string().trim().max(200).default(''),
  focusX: hundredth,
  focusY: hundredth,
});

async function heldPicture(
  trx: Tx,
  { id, version: seen, may }: { id: number; version: number; may: (libraryId: number | null) => void },
): Promise<PictureRow> {
  const held = await lockPicture(trx, id);
  if (!held) throw contentErrors.pictureNotFound();
  may(held.libraryId);
  if (held.version !== seen) throw platformErrors.versionConflict();
  return held;
}

/**
 * Says anew what a picture shows, who made it, and what of it stays in sight where it is cut (hundredths from left and top).
 * @param may throws where whoever asks may not change pictures of that library (null: of the network)
 * Refuses `content.picture_not_found`, `platform.version_conflict`, `invalid_input`.
 */
export async function changePicture(
  ctx: Ctx,
  id: number,
  input: z.input<typeof changed>,
  may: (libraryId: number | null) => void,
): Promise<void> {
  const { version: seen, ...after } = parseInput(changed, input);
  await ctx.db.transaction().execute(async (trx) => {
    const { alt, credit, focusX, focusY, libraryId } = await heldPicture(trx, { id, version: seen, may });
    await updatePicture(trx, id, after);
    const { alt: altNow, ...told } = after;
    await recordAudit(trx, ctx, {
      ...{ action: 'picture.changed', entity: 'picture', entityId: id, libraryId },
      before: { credit, focusX, focusY },
      // what it shows may name somebody: that it is said anew is told, not what
      after: { ...told, altChanged: alt !== altNow },
    });
  });
}

/** Takes a picture out of those that can be chosen; where it stands, it stays. Parameters and refusals as {@link changePicture}. */
export async function hidePicture(
  ctx: Ctx,
  id: number,
  seen: number,
  may: (libraryId: number | null) => void,
): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const { libraryId } = await heldPicture(trx, { id, version: seen, may });
    await updatePicture(trx, id, { hiddenAt: ctx.clock.now() });
    await recordAudit(trx, ctx, {
      ...{ action: 'picture.hidden', entity: 'picture', entityId: id, libraryId },
    });
  });
}
