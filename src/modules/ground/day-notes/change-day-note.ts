import { changedParts, recordAudit } from '#modules/ground/audit';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { lockDayNote, updateDayNote, type DayNote } from './data/day-notes.queries.ts';
import { dayNoteErrors } from './errors.ts';
import { dayNoteInput } from './schema.ts';

/** Other words of the same day. Needs `libraries.manage` there. Throws `day_notes.not_found`, `platform.version_conflict`. */
export async function changeDayNote(ctx: Ctx, id: number, version: number, text: string): Promise<DayNote> {
  return ctx.db.transaction().execute(async (trx) => {
    const before = await lockDayNote(trx, id);
    if (!before) throw dayNoteErrors.notFound();
    authorize(ctx, 'libraries.manage', before.libraryId);
    if (before.version !== version) throw platformErrors.versionConflict();
    const words = parseInput(dayNoteInput.pick({ text: true }), { text });
    await updateDayNote(trx, id, words.text);
    await recordAudit(trx, ctx, {
      action: 'day_note.updated',
      entity: 'day_note',
      entityId: id,
      libraryId: before.libraryId,
      ...changedParts({ text: before.text }, words),
    });
    return { ...before, ...words, version: version + 1 };
  });
}
