import { z } from 'zod';

/** What a merging took along (`bib.carried`). */
export const carried = z.object({
  itemIds: z.array(z.number()),
  attachmentIds: z.array(z.number()),
  loanCount: z.number(),
  /** Which picture; `false`: none. Of older mergings it is only known that there was one. */
  cover: z.union([z.string(), z.boolean()]),
  /** The sender's own key. */
  key: z.string().optional(),
});
