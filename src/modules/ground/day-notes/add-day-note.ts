import { recordAudit } from '#modules/ground/audit';
import { getLibrary } from '#modules/ground/libraries';
import { authorize } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { insertDayNote, type DayNote } from './data/day-notes.queries.ts';
import { dayNoteInput, type DayNoteInput } from './schema.ts';

/**
 * Writes what happened on a day. Needs `libraries.manage` there, or for the whole network, as the calendar does. Throws
 * `libraries.not_found`.
 */
export async function addDayNote(ctx: Ctx, input: DayNoteInput): Promise<DayNote> {
  authorize(ctx, 'libraries.manage', input.libraryId);
  const fields = parseInput(dayNoteInput, input);
  return ctx.db.transaction().execute(async (trx) => {
    if (fields.libraryId !== null) await getLibrary({ db: trx }, fields.libraryId);
    const note = await insertDayNote(trx, {
      ...fields,
      createdBy: actorName(ctx.actor),
      createdAt: ctx.clock.now(),
    });
    await recordAudit(trx, ctx, {
      action: 'day_note.added',
      entity: 'day_note',
      entityId: note.id,
      libraryId: note.libraryId,
      after: { day: note.day, text: note.text },
    });
    return note;
  });
}
