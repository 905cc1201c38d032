import type { Db, Tx } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';
import { selectDaily, selectFirstWeekdays, type DailyFigure } from './data/facts.queries.ts';
import { progressOf, type Progress } from './data/roll-up.queries.ts';

/** Figures of a kind by library and day. What belongs to no library is not among them: only days of a library are judged. */
export interface Daily {
  figures: DailyFigure[];
  /** By library and ISO weekday (`12 1` = Mondays of library 12): the first day on which anything was counted. */
  since: Map<string, LocalDate>;
}

/** How far a kind is counted; null = not yet. */
export const countedThrough = async (db: Db | Tx, kind: string): Promise<Progress | null> => progressOf(db, kind);

/** The days of a kind one by one, for modules that judge them. The caller answers for who may know. */
export async function dailyFigures(
  db: Db | Tx,
  days: { kind: string; from: LocalDate; to: LocalDate },
): Promise<Daily> {
  const figures = await selectDaily(db, days);
  const first = await selectFirstWeekdays(db, days.kind);
  return {
    figures,
    since: new Map(first.map(({ libraryId, weekday, day }) => [`${libraryId} ${weekday}`, day])),
  };
}
