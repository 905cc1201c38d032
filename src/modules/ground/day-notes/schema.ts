import { z } from 'zod';
import { day } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';

/** What is written of a day. */
export const dayNoteInput = z.object({
  /** null = the whole network. */
  libraryId: z.number().int().positive().nullable(),
  day,
  text: requiredText(200),
});
export type DayNoteInput = z.input<typeof dayNoteInput>;
