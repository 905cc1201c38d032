import { LEAST } from '#shared/disclosure';
import type { ReportRow } from './compare-rows.ts';

/**
 * Titles of which little is counted, joined with all others: where everybody may look, one loan on a quiet day is somebody's. What a title had
 * before is left out likewise.
 * @param rest the row of all others, with nothing in it
 */
export function joinFew<T extends ReportRow>(rows: readonly T[], rest: T): T[] {
  const isShown = ({ key, n }: T): boolean => key !== null && n >= LEAST.people;
  const shown = rows.filter(isShown).map((row) => {
    const isFew = row.was !== null && row.was > 0 && row.was < LEAST.people;
    return isFew ? { ...row, was: null, change: null } : row;
  });
  const others = rows.reduce((sum, row) => (isShown(row) ? sum : sum + row.n), 0);
  return others > 0 ? [...shown, { ...rest, key: null, n: others, was: null, change: null }] : shown;
}

/**
 * Whether what all titles had before, less those that are shown, tells of the few of one that is not: then the sum is not told either.
 * @param rows what {@link joinFew} leaves
 */
export function isFewBefore(rows: readonly ReportRow[], totalBefore: number | null): boolean {
  if (totalBefore === null || !rows.some(({ key, was }) => key !== null && was === null)) return false;
  return totalBefore - rows.reduce((sum, { was }) => sum + (was ?? 0), 0) < LEAST.people;
}
