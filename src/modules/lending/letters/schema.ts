import { z } from 'zod';
import { optionalText, requiredText } from '#platform/requests/parse-input';

export const clearanceInput = z.object({
  /** What the letter is for ("pengambilan ijazah"); optional. */
  purpose: optionalText(120).optional(),
});
export type ClearanceInput = z.input<typeof clearanceInput>;

export const revocationInput = z.object({ reason: requiredText(300) });
