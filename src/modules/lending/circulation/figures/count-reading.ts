import { z } from 'zod';
import { authorize, authorizeAnywhere, grantedLibraries } from '#platform/rights/authorize';
import { day, withinDays } from '#platform/requests/bounds';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { recordAudit } from '#modules/ground/audit';
import { lockItemByBarcode } from '#modules/collection/catalog';
import { getLibrary, networkZone } from '#modules/ground/libraries';
import { addDays, instantAt, localDate, type LocalDate } from '#shared/dates';
import {
  countReadings,
  deleteReadingUse,
  findReadingUse,
  insertReadingUse,
  lastReadingUse,
  selectReadingUses,
  type ReadingCount,
  type ReadingUse,
} from '../data/reading-uses.queries.ts';
import { circulationErrors } from '../errors.ts';

/** A second scan of the same copy within so many milliseconds is the scanner's echo. */
const ECHO = 60_000;
/** The longest time that is counted, in days. */
const LONGEST = 3700;
export const readingCountQuery = z.object({ from: day, to: day }).superRefine(withinDays(LONGEST));

/**
 * Counts a copy that was read in the library: it lay on a table, and nobody asks who had it. Figures only; no person, no card. Needs
 * `loans.count_reading` at the library. Refuses `circulation.unknown_barcode`, `circulation.reading_not_here` (it is lent, gone or
 * withdrawn: it is taken in first).
 * @returns the count; `again` when it is the echo of a scan just before
 */
export async function countReading(
  ctx: Ctx,
  input: { itemBarcode: string; libraryId?: number | null },
): Promise<ReadingUse & { again: boolean }> {
  const libraryId = input.libraryId ?? ctx.libraryId;
  if (libraryId === null) throw platformErrors.invalidInput({}, { library: 'required' });
  authorize(ctx, 'loans.count_reading', libraryId);
  return ctx.db.transaction().execute(async (trx) => {
    const item = await lockItemByBarcode(trx, input.itemBarcode);
    if (!item) throw circulationErrors.unknownBarcode({ barcode: input.itemBarcode });
    if (item.onLoan || ['lost', 'missing', 'withdrawn'].includes(item.status)) {
      throw circulationErrors.readingNotHere({ barcode: item.barcode, title: item.title });
    }
    const now = ctx.clock.now();
    // when a clock was set back, counts lie ahead: they are no echo of what is scanned now
    const [since, until] = [new Date(now.getTime() - ECHO), new Date(now.getTime() + ECHO)];
    const echo = await lastReadingUse(trx, { itemId: item.id, libraryId, since, until });
    if (echo) return { ...echo, again: true };
    const { itemType, barcode, title } = item;
    const id = await insertReadingUse(trx, { libraryId, itemId: item.id, itemType, countedAt: now });
    const after = { itemBarcode: barcode, itemType };
    await recordAudit(trx, ctx, { action: 'reading.counted', entity: 'reading', entityId: id, libraryId, after });
    return { id, itemBarcode: barcode, title, itemType, libraryId, countedAt: now, again: false };
  });
}

/** Takes a count back that was a mistake. Needs `loans.count_reading` at its library. Refuses `circulation.reading_not_found`. */
export async function uncountReading(ctx: Ctx, id: number): Promise<void> {
  authorizeAnywhere(ctx, 'loans.count_reading');
  const use = await findReadingUse(ctx.db, id);
  if (!use) throw circulationErrors.readingNotFound();
  const { libraryId, itemBarcode, itemType } = use;
  authorize(ctx, 'loans.count_reading', libraryId);
  await ctx.db.transaction().execute(async (trx) => {
    if (!(await deleteReadingUse(trx, id))) throw circulationErrors.readingNotFound();
    const before = { itemBarcode, itemType };
    await recordAudit(trx, ctx, { action: 'reading.uncounted', entity: 'reading', entityId: id, libraryId, before });
  });
}

/** What was counted at a library today, newest first. Needs `loans.count_reading` there. */
export async function readingToday(
  ctx: Ctx,
  libraryId: number,
): Promise<{ uses: ReadingUse[]; counts: ReadingCount[] }> {
  authorize(ctx, 'loans.count_reading', libraryId);
  const { timeZone } = await getLibrary(ctx, libraryId);
  const today = localDate(ctx.clock.now(), timeZone);
  const [from, to] = [instantAt(today, 0, timeZone), instantAt(addDays(today, 1), 0, timeZone)];
  const [uses, counts] = await Promise.all([
    selectReadingUses(ctx.db, { libraryId, since: from, limit: 30 }),
    countReadings(ctx.db, { from, to, libraryIds: [libraryId] }),
  ]);
  return { uses, counts };
}

/** Read in the libraries on some days, both included, by library and collection. Needs `reports.read`; for some libraries: theirs. */
export async function readingCounts(
  ctx: Ctx,
  query: z.input<typeof readingCountQuery>,
): Promise<{ from: LocalDate; to: LocalDate; data: ReadingCount[] }> {
  authorizeAnywhere(ctx, 'reports.read');
  const { from, to } = parseInput(readingCountQuery, query);
  const granted = grantedLibraries(ctx.actor, 'reports.read');
  const zone = await networkZone(ctx.db);
  const data = await countReadings(ctx.db, {
    from: instantAt(from, 0, zone),
    to: instantAt(addDays(to, 1), 0, zone),
    libraryIds: granted === 'all' ? null : granted,
  });
  return { from, to, data };
}
