import { z } from 'zod';
import { day, id, withinDays } from '#platform/requests/bounds';

/** The longest time of an analysis, in days: ten years. */
const LONGEST_DAYS = 3660;
/** A budget above this is a slip of the finger: a hundred billion rupiah. */
const MOST_BUDGET = 100_000_000_000;
/** The same of a single copy. */
const MOST_PRICE = 100_000_000;
/** So many wait for one copy before another is bought, where nobody says otherwise. */
const USUAL_RATIO = 3;

/** What some analyses ask beyond time and library; all are bounded. */
export const analysisInputs = {
  /** Waiting holds per copy. */
  ratio: z.number().int().min(1).max(100).default(USUAL_RATIO),
  /** Whole rupiah; left out: there is no limit. */
  budget: z.number().int().min(0).max(MOST_BUDGET).optional(),
  /** Whole rupiah of a copy whose title has no known price. */
  price: z.number().int().min(1).max(MOST_PRICE).optional(),
  /** An account of staff; left out: whatever the reader may see. */
  accountId: id.optional(),
};

export const analysisQuery = z
  .object({
    key: z.string().max(40),
    from: day,
    to: day,
    /** The code of a library; left out: all that may be seen. */
    library: z.string().max(40).optional(),
    ...analysisInputs,
  })
  .superRefine(withinDays(LONGEST_DAYS));
export type AnalysisQuery = z.output<typeof analysisQuery>;
