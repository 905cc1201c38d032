import { listDayNotes } from '#modules/ground/day-notes';
import type { Library } from '#modules/ground/libraries';
import { can } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { formatDate, type LocalDate } from '#shared/dates';

/** What happened on some days at a library, as a page shows it, and where this person may note more. */
export async function dayNotes(ctx: Ctx, library: Library, days: { from: LocalDate; to: LocalDate }) {
  const { data: notes } = await listDayNotes(ctx, { ...days, libraryId: library.id });
  return {
    library: can(ctx.actor, 'libraries.manage', library.id) ? { value: library.id, label: library.name } : null,
    network: can(ctx.actor, 'libraries.manage', null),
    today: days.to,
    notes: notes.map(({ id, day, text, libraryId, version }) => ({
      id,
      version,
      day: formatDate(day, ctx.locale, 'medium'),
      text,
      ofNetwork: libraryId === null,
      mayEdit: can(ctx.actor, 'libraries.manage', libraryId),
    })),
  };
}
export type DayNotesShown = Awaited<ReturnType<typeof dayNotes>>;
