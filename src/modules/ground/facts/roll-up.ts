import type { Ctx } from '#platform/context';
import { factSources, type FactSource } from '#platform/facts';
import type { Tx } from '#platform/database/db';
import { Round } from '#platform/database/round';
import { addDays, addMonths, isoWeekday, type LocalDate } from '#shared/dates';
import { coarsenCuts } from './rules/coarsen-cuts.ts';
import { LATE_DAYS, monthsEnded, yearsBetween } from './rules/spans.ts';
import {
  countCounted,
  countWho,
  dropEmptied,
  firstDayOf,
  insertMonth,
  lastDayEnded,
  lockKind,
  progressOf,
  saveProgress,
  writeDays,
  type Progress,
} from './data/roll-up.queries.ts';

/** What is counted: what is new and what may have come late, or everything that the modules still have. */
export type RollUp = 'late' | 'whole';

/** With each Sunday all is counted anew: an import of old loans, or a month of books that were scanned late, moves the days of those acts. */
const lastSunday = (through: LocalDate): LocalDate => addDays(through, -(isoWeekday(through) % 7));

/** Whether a day has ended of which some kind is not counted. */
export async function isDue(ctx: Ctx): Promise<boolean> {
  const kinds = factSources().map(({ kind }) => kind);
  if (kinds.length === 0) return false;
  const through = await lastDayEnded(ctx.db, ctx.clock.now());
  return (await countCounted(ctx.db, kinds, through)) < kinds.length;
}

/**
 * Counts what the modules contribute, up to the last day that has ended at every library. Meant to be asked often: what is counted through
 * that day is left alone. Each kind is counted in a transaction of its own; one that fails stops no other.
 * @param signal ends it before the next kind
 */
export async function rollUp(ctx: Ctx, how: RollUp = 'late', signal?: AbortSignal): Promise<void> {
  const round = new Round(ctx, signal);
  await round.each(factSources(), async (source) => {
    await ctx.db.transaction().execute(async (trx) => {
      await lockKind(trx, source.kind);
      // asked here: another may have held the kind past midnight
      const through = await lastDayEnded(trx, ctx.clock.now());
      const before = await progressOf(trx, source.kind);
      if (how === 'late' && before?.through === through) return;
      // also where the server was off when the Sunday had ended
      const whole = how === 'whole' || before === null || lastSunday(through) > before.through;
      await countKind(trx, source, { before, through, whole, at: ctx.clock.now() });
    });
  });
  round.end();
}

interface Counting {
  before: Progress | null;
  through: LocalDate;
  whole: boolean;
  at: Date;
}

async function countKind(trx: Tx, source: FactSource, { before, through, whole, at }: Counting): Promise<void> {
  // where rows go, a day that was counted is sealed
  const anew = before === null || (whole && source.keeps === 'always');
  const since = before === null || before.through > through ? through : before.through;
  const from = anew ? await firstDayOf(trx, source) : addDays(since, 1 - LATE_DAYS[source.keeps]);
  if (from !== null) {
    for (const span of yearsBetween(from, through))
      await writeDays(trx, source, span, { countedBefore: before?.through ?? null, at });
    if (source.who.length > 0) await countMonths(trx, source, from, through);
  }
  await saveProgress(trx, source.kind, { through, countedAt: at, wholeAt: anew ? at : (before?.wholeAt ?? null) });
}

/** The months that have ended; one that stands stays as it is, for of two versions of it a single act could be told. */
async function countMonths(trx: Tx, source: FactSource, from: LocalDate, through: LocalDate): Promise<void> {
  for (const month of monthsEnded(from, addDays(through, 1))) {
    const last = addDays(addMonths(month, 1), -1);
    await dropEmptied(trx, source.kind, month, last);
    const sums = await countWho(trx, source, month, last);
    const kept = [...Map.groupBy(sums, ({ libraryId }) => libraryId)].flatMap(([libraryId, own]) =>
      coarsenCuts(own, source.who.length, source.tied?.length).map(({ cut, ...cell }) => ({
        ...cell,
        kind: source.kind,
        libraryId,
        month,
        cut: source.who[cut] ?? '',
      })),
    );
    await insertMonth(trx, kept);
  }
}
