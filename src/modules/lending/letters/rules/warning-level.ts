import { addDays, localDate, type LocalDate } from '#shared/dates';

/** So many days lie between two warnings at least. */
export const DAYS_BETWEEN = 7;
/** There are three warnings; after that other steps follow. */
export const LAST_LEVEL = 3;

export interface EarlierWarning {
  level: number;
  issuedAt: Date;
}
export type NextWarning = { level: number } | { refused: 'too_soon'; from: LocalDate } | { refused: 'all_warned' };

/**
 * Which warning comes next for loans that are overdue: first, second, third. Warnings before the oldest of these loans was due
 * belong to an older matter and do not count.
 * @param oldestDue when the oldest overdue loan was due
 * @param timeZone that of the library, whose days are counted: a week after Tuesday afternoon is Tuesday, from its morning on
 */
export function nextWarning(
  earlier: readonly EarlierWarning[],
  oldestDue: Date,
  { now, timeZone }: { now: Date; timeZone: string },
): NextWarning {
  const ofThisMatter = earlier.filter((warning) => warning.issuedAt > oldestDue);
  const level = Math.max(0, ...ofThisMatter.map((warning) => warning.level)) + 1;
  if (level > LAST_LEVEL) return { refused: 'all_warned' };
  const last = ofThisMatter
    .map(({ issuedAt }) => localDate(issuedAt, timeZone))
    .toSorted()
    .at(-1);
  if (last === undefined) return { level };
  const from = addDays(last, DAYS_BETWEEN);
  return localDate(now, timeZone) < from ? { refused: 'too_soon', from } : { level };
}
