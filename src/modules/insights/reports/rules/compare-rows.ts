import { LEAST } from '#shared/disclosure';

/** A figure of a report; `was` null = not compared, or not to be. */
export interface ReportRow {
  /** Null: all others, and whoever is not known. */
  key: string | null;
  n: number;
  was: number | null;
  /** In whole percent of what it was; null where that was nothing, or is not said. */
  change: number | null;
}

/** Whole percent, halves away from nothing: 5 of 40 more is +13 %. */
export const changeOf = (n: number, was: number | null): number | null =>
  was === null || was === 0 ? null : Math.sign(n - was) * Math.round((Math.abs(n - was) * 100) / was);

/**
 * Puts the figures of two times beside each other, in the order of the first; what only the earlier has comes after.
 * @param people of people both must be ten: the comparison of less could be somebody's
 */
export function compareRows(
  now: readonly { key: string | null; n: number }[],
  before: readonly { key: string | null; n: number }[] | null,
  people: boolean,
): ReportRow[] {
  if (before === null) return now.map(({ key, n }) => ({ key, n, was: null, change: null }));
  const earlier = new Map(before.map(({ key, n }) => [key, n]));
  const keys = [...now.map(({ key }) => key), ...before.map(({ key }) => key)];
  const figures = new Map(now.map(({ key, n }) => [key, n]));
  const rows = [...new Set(keys)].map((key) => {
    const n = figures.get(key) ?? 0;
    const was = earlier.get(key) ?? 0;
    const isHidden = people && (n < LEAST.compared || was < LEAST.compared);
    return { key, n, was: isHidden ? null : was, change: isHidden ? null : changeOf(n, was) };
  });
  // what is gone and may not be compared says nothing
  return rows.filter(({ n, was }) => n > 0 || was !== null);
}
