import { countedThrough, dailyFigures } from '#modules/ground/facts';
import { calendarsOf, hasHours, isOpenOn, listLibraries } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { Round } from '#platform/database/round';
import type { LocalDate } from '#shared/dates';
import { ODD_KINDS, type OddKind } from './client.ts';
import { countSeen, lockKind, saveSeen, writeFound, type FoundDay } from './data/odd-days.queries.ts';
import { judgedFrom, neededFrom, oddDaysOf } from './rules/odd-days-of.ts';

/** Whether some kind was counted since it was looked at. Another instant is another count: a clock may have run ahead and been set back. */
export async function isDue(ctx: Pick<Ctx, 'db'>): Promise<boolean> {
  for (const kind of ODD_KINDS) {
    const counted = await countedThrough(ctx.db, kind);
    if (counted && counted.countedAt.getTime() !== (await countSeen(ctx.db, kind))?.getTime()) return true;
  }
  return false;
}

/**
 * Looks for days that are far from their usual, in this year and the one before: adds them, corrects them, and takes away those that are far no
 * more, because the figure or the calendar was corrected. Days of earlier years stay as they were found. Each kind in a transaction of its own.
 * @param signal ends it before the next kind
 */
export async function findOddDays(ctx: Ctx, signal?: AbortSignal): Promise<void> {
  const round = new Round(ctx, signal);
  await round.each(ODD_KINDS, async (kind) => {
    await ctx.db.transaction().execute(async (trx) => {
      await lockKind(trx, kind);
      const counted = await countedThrough(trx, kind);
      // read before the figures: what is counted meanwhile is another count, and is looked at again
      if (!counted || counted.countedAt.getTime() === (await countSeen(trx, kind))?.getTime()) return;
      const from = judgedFrom(counted.through);
      await writeFound(trx, { kind, from, at: ctx.clock.now() }, await judge(trx, kind, from, counted.through));
      await saveSeen(trx, kind, counted.countedAt);
    });
  });
  round.end();
}

async function judge(trx: Tx, kind: OddKind, from: LocalDate, to: LocalDate): Promise<FoundDay[]> {
  const open = (await listLibraries({ db: trx }, { active: true })).map(({ id }) => id);
  const calendars = await calendarsOf(trx, open, neededFrom(from), to);
  const { figures, since } = await dailyFigures(trx, { kind, from: neededFrom(from), to });
  const byLibrary = Map.groupBy(figures, ({ libraryId }) => libraryId);
  return [...calendars].flatMap(([libraryId, calendar]) =>
    oddDaysOf(
      {
        figures: new Map((byLibrary.get(libraryId) ?? []).map(({ day, n }) => [day, n])),
        isOpen: (day) => isOpenOn(calendar, day),
        hoursKnown: hasHours(calendar),
        since: (weekday) => since.get(`${libraryId} ${weekday}`),
      },
      { from, to },
    ).map((odd) => ({ libraryId, ...odd })),
  );
}
