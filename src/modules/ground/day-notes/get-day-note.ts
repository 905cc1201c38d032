import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { findDayNote, type DayNote } from './data/day-notes.queries.ts';
import { dayNoteErrors } from './errors.ts';

/** One note. Needs what reading the list needs. Throws `day_notes.not_found`. */
export async function getDayNote(ctx: Ctx, id: number): Promise<DayNote> {
  authorizeAnywhere(ctx, 'reports.read');
  const note = await findDayNote(ctx.db, id);
  if (!note) throw dayNoteErrors.notFound();
  if (note.libraryId !== null) authorize(ctx, 'reports.read', note.libraryId);
  return note;
}
