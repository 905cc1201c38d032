/** So many days lie between two warnings at least. */
export const DAYS_BETWEEN = 7;
/** There are three warnings; after that other steps follow. */
export const LAST_LEVEL = 3;

export interface EarlierWarning {
  level: number;
  issuedAt: Date;
}
export type NextWarning = { level: number } | { refused: 'too_soon'; from: Date } | { refused: 'all_warned' };

const DAY = 86_400_000;

/**
 * Which warning comes next for loans that are overdue: first, second, third. Warnings before the oldest of these loans was due
 * belong to an older matter and do not count.
 * @param oldestDue when the oldest overdue loan was due
 */
export function nextWarning(earlier: readonly EarlierWarning[], oldestDue: Date, now: Date): NextWarning {
  const ofThisMatter = earlier.filter((warning) => warning.issuedAt > oldestDue);
  const level = Math.max(0, ...ofThisMatter.map((warning) => warning.level)) + 1;
  if (level > LAST_LEVEL) return { refused: 'all_warned' };
  const last = Math.max(0, ...ofThisMatter.map((warning) => warning.issuedAt.getTime()));
  const from = new Date(last + DAYS_BETWEEN * DAY);
  return last > 0 && now < from ? { refused: 'too_soon', from } : { level };
}
