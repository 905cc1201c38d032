import { z } from 'zod';
import { version } from '#platform/requests/bounds';

/** How work is marked. */
export const markInput = z.object({
  version,
  state: z.enum(['returned', 'done']),
  /** For each line of the rubric the level, from 0; none: it goes back with words alone. */
  marks: z.array(z.number().int().min(0).max(3)).max(6).default([]),
  words: z.string().trim().max(2000).default(''),
});
export type MarkInput = z.input<typeof markInput>;

/** What becomes of words to the others. */
export const settleInput = z.object({ version, state: z.enum(['shown', 'hidden']) });
export type SettleInput = z.input<typeof settleInput>;
