import { z } from 'zod';
import { visibleLibraries } from '#modules/ground/facts';
import type { Ctx } from '#platform/context';
import { day, id, standingDay, withinDays } from '#platform/requests/bounds';
import { decodeCursor, toPage } from '#platform/requests/http';
import { parseInput } from '#platform/requests/parse-input';
import type { LocalDate } from '#shared/dates';
import { ODD_KINDS, type OddKind } from './client.ts';
import { countOf, selectOddDays, type OddDayListed } from './data/odd-days.queries.ts';

/** The longest time that is asked for, in days. */
const LONGEST = 3700;

export const oddDaysQuery = z
  .object({
    from: day,
    to: day,
    /** Left out: of all libraries that somebody may see. */
    libraryId: id.optional(),
    kind: z.enum(ODD_KINDS).optional(),
    /** Those of which somebody wrote something too. */
    explained: z.boolean().default(false),
  })
  .superRefine(withinDays(LONGEST));

/**
 * Days that are far from their usual and of which nobody wrote what happened (`ground/day-notes`), the latest first. Needs `reports.read`: for some
 * libraries, those of these.
 */
export async function listOddDays(
  ctx: Ctx,
  query: z.input<typeof oddDaysQuery>,
  { cursor, limit = 50 }: { cursor?: string | undefined; limit?: number } = {},
): Promise<{ data: OddDayListed[]; next: string | null }> {
  const { libraryId, kind = null, ...asked } = parseInput(oddDaysQuery, query);
  const libraryIds = visibleLibraries(ctx, libraryId === undefined ? undefined : [libraryId]);
  const after = decodeCursor(cursor, z.tuple([standingDay, z.number().int()]));
  const rows = await selectOddDays(
    ctx.db,
    { ...asked, libraryIds, kind },
    { after: after && { day: after[0], id: after[1] }, limit: limit + 1 },
  );
  return toPage(rows, limit, (row) => [row.day, row.id]);
}

/** How many days of a figure have no word, by kind and the libraries that are in it. The caller answers for who may know. */
export const countDaysWithoutWord = async (
  { db }: Pick<Ctx, 'db'>,
  days: { from: LocalDate; to: LocalDate; of: readonly { kind: OddKind; libraryIds: readonly number[] }[] },
): Promise<number> => countOf(db, days);
