import { addDays, isoWeekday, localDate } from '#shared/dates';

/** The newest of so many days, weeks and months that have one are kept. */
export const KEPT = { days: 7, weeks: 4, months: 12 } as const;

export interface KeptBackup {
  id: number;
  madeAt: Date;
}

/**
 * Which backups have had their time. Days, weeks and months are counted by what is there, not by today's date: where nothing new is made, and
 * when the clock is wrong, nothing goes. The one that was made last always stays, whatever day the clock gave it; those that bear a later day
 * than that one were made while the clock was wrong: they stay, and take no place of others.
 */
export function outlived<T extends KeptBackup>(backups: readonly T[], zone: string): T[] {
  const last = backups.toSorted((a, b) => b.id - a.id)[0];
  if (!last) return [];
  const newestFirst = backups
    .filter((one) => one.madeAt <= last.madeAt)
    .toSorted((a, b) => b.madeAt.getTime() - a.madeAt.getTime());
  const kept = new Set<T>([last]);
  const keep = (most: number, spanOf: (day: string) => string): void => {
    const spans = new Set<string>();
    for (const one of newestFirst) {
      const span = spanOf(localDate(one.madeAt, zone));
      if (spans.has(span)) continue;
      if (spans.size === most) return;
      spans.add(span);
      kept.add(one);
    }
  };
  keep(KEPT.days, (day) => day);
  keep(KEPT.weeks, (day) => addDays(day, 1 - isoWeekday(day)));
  keep(KEPT.months, (day) => day.slice(0, 7));
  return newestFirst.filter((one) => !kept.has(one));
}
