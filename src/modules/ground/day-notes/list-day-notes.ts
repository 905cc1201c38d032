import { z } from 'zod';
import { day, standingDay, withinDays } from '#platform/requests/bounds';
import { authorizeAnywhere, grantedLibraries } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { decodeCursor, toPage } from '#platform/requests/http';
import { parseInput } from '#platform/requests/parse-input';
import { selectDayNotes, type DayNote } from './data/day-notes.queries.ts';

/** The longest time that is asked for, in days. */
const LONGEST = 3700;

export const dayNotesQuery = z
  .object({
    from: day,
    to: day,
    /** Notes of this library and of the whole network; without it: of all that somebody may see. */
    libraryId: z.number().int().positive().optional(),
  })
  .superRefine(withinDays(LONGEST));

/**
 * What is written of some days, both included, in their order. Needs `reports.read`: for some libraries, what is written of those; what is
 * written of the whole network sees everybody who has it anywhere.
 */
export async function listDayNotes(
  ctx: Ctx,
  query: z.input<typeof dayNotesQuery>,
  { cursor, limit = 200 }: { cursor?: string | undefined; limit?: number } = {},
): Promise<{ data: DayNote[]; next: string | null }> {
  authorizeAnywhere(ctx, 'reports.read');
  const { from, to, libraryId } = parseInput(dayNotesQuery, query);
  const granted = grantedLibraries(ctx.actor, 'reports.read');
  const asked = libraryId === undefined ? null : [libraryId];
  const libraryIds = granted === 'all' ? asked : (asked ?? granted).filter((id) => granted.includes(id));
  const after = decodeCursor(cursor, z.tuple([standingDay, z.number().int()]));
  const rows = await selectDayNotes(
    ctx.db,
    { from, to, libraryIds },
    { after: after && { day: after[0], id: after[1] }, limit: limit + 1 },
  );
  return toPage(rows, limit, (row) => [row.day, row.id]);
}
