import { z } from 'zod';
import { id } from '#platform/requests/bounds';

/** Years for which anybody plans or looks back. */
export const year = z.number().int().min(2000).max(2200);
/** The same in an address. */
export const yearText = z.coerce.number().int().min(2000).max(2200);

export const targetInput = z.object({
  year,
  /** null = the whole network. */
  libraryId: id.nullable(),
  /** A kind of facts. */
  kind: z.string().max(60),
  goal: z.number().int().min(1).max(1_000_000_000_000),
});
export type TargetInput = z.input<typeof targetInput>;
