import { recordAudit } from '#modules/ground/audit';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { deleteDayNote, lockDayNote } from './data/day-notes.queries.ts';
import { dayNoteErrors } from './errors.ts';

/** Takes it away; its trace stays in the audit log. Needs `libraries.manage` there. */
export async function removeDayNote(ctx: Ctx, id: number, version: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const before = await lockDayNote(trx, id);
    if (!before) throw dayNoteErrors.notFound();
    authorize(ctx, 'libraries.manage', before.libraryId);
    if (before.version !== version) throw platformErrors.versionConflict();
    await deleteDayNote(trx, id);
    await recordAudit(trx, ctx, {
      action: 'day_note.removed',
      entity: 'day_note',
      entityId: id,
      libraryId: before.libraryId,
      before: { day: before.day, text: before.text },
    });
  });
}
