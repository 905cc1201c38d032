import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { updateClass } from '../data/classes.queries.ts';
import { classEntity, heldClass } from '../held-class.ts';
import { classNote, type ClassNoteInput } from '../schema-meetings.ts';

/** Says something to the pupils of a class, in the place of what was said before; empty takes it away. For its teachers. Throws `classes.not_found`, `not_yours`, `ended`, `platform.invalid_input`, `version_conflict`. */
export async function saveNote(
  ctx: Ctx,
  id: number,
  { version, ...input }: ClassNoteInput & { version: number },
): Promise<void> {
  authorizeAnywhere(ctx, 'courses.teach');
  const { note } = parseInput(classNote, input);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldClass(trx, ctx, id, version);
    await updateClass(trx, id, { note });
    await recordAudit(trx, ctx, {
      action: note === '' ? 'learning_class.note_removed' : 'learning_class.note_said',
      ...classEntity(held),
    });
  });
}
