import { z } from 'zod';
import { day, withinDays } from '#platform/requests/bounds';
import { COMPARISONS } from './rules/compared-period.ts';

/** The longest time of a report, in days: ten years. */
const LONGEST_DAYS = 3660;

/** What every figure can be split by. */
export const EVERY_SPLIT = ['month', 'day', 'year', 'weekday', 'library'] as const;

const asked = {
  kind: z.string().max(60),
  /** One of {@link EVERY_SPLIT}, or a cut of the kind. */
  by: z.string().max(40),
  compare: z.enum(COMPARISONS).default('none'),
  /** The code of a library; left out: all that may be seen. */
  library: z.string().max(40).optional(),
  /** Titles of one main class (first figure of the DDC): what lies behind a row. Only with `by` = `bib`. */
  within: z.string().regex(/^\d$/).optional(),
};
export const reportQuery = z.object({ ...asked, from: day, to: day }).superRefine(withinDays(LONGEST_DAYS));
export type ReportQuery = z.output<typeof reportQuery>;

/** What is kept of a report that somebody put together: all but the days. */
export const keptQuery = z.object(asked).omit({ within: true });

/** The name under which a report is kept. */
export const keptName = z.string().trim().min(1).max(80);
