import { z } from 'zod';
import { networkZone } from '#modules/ground/libraries';
import { day, withinDays } from '#platform/requests/bounds';
import { authorizeAnywhere, grantedLibraries } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { ageGroupName } from '#shared/age-groups';
import { instantAt, addDays, type LocalDate } from '#shared/dates';
import { countLoansBy } from '../data/reading-links.queries.ts';

/** The longest time that is counted, in days. */
const LONGEST = 3700;
export const loanCountQuery = z.object({ from: day, to: day }).superRefine(withinDays(LONGEST));

/** How often what was lent: by code of the category, by age group, by code of the library, by main class (first figure of the DDC). */
export interface LoanCounts {
  from: LocalDate;
  to: LocalDate;
  total: number;
  byCategory: Record<string, number>;
  /** `7–12` …; `?` = no birth date was known. */
  byAgeGroup: Record<string, number>;
  byLibrary: Record<string, number>;
  /** `0` … `9`; `?` = no class. */
  byClass: Record<string, number>;
}

function add(counts: Record<string, number>, key: string, count: number): void {
  counts[key] = (counts[key] ?? 0) + count;
}

/**
 * Loans of some days, both included. Needs `reports.read`; for some libraries: what those lent. Forgetting who read what (reading privacy)
 * changes no figure.
 */
export async function countLoans(ctx: Ctx, query: z.input<typeof loanCountQuery>): Promise<LoanCounts> {
  authorizeAnywhere(ctx, 'reports.read');
  const { from, to } = parseInput(loanCountQuery, query);
  const granted = grantedLibraries(ctx.actor, 'reports.read');
  // figures of several libraries are of the network's days
  const zone = await networkZone(ctx.db);
  const rows = await countLoansBy(ctx.db, {
    from: instantAt(from, 0, zone),
    to: instantAt(addDays(to, 1), 0, zone),
    libraryIds: granted === 'all' ? null : granted,
  });
  const counts: LoanCounts = { from, to, total: 0, byCategory: {}, byAgeGroup: {}, byLibrary: {}, byClass: {} };
  for (const { category, ageGroup, library, ddc, count } of rows) {
    counts.total += count;
    add(counts.byCategory, category, count);
    add(counts.byAgeGroup, ageGroup === null ? '?' : ageGroupName(ageGroup), count);
    add(counts.byLibrary, library, count);
    add(counts.byClass, ddc ?? '?', count);
  }
  return counts;
}
