import { z } from 'zod';
import { day, decimal } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';
import { SESSION_FORMATS } from '#modules/community/programs/client';

export const lineInput = z.object({
  title: requiredText(200),
  format: z.enum(SESSION_FORMATS),
  jp: decimal(0.25, 20),
});
export type LineInput = z.input<typeof lineInput>;

/** Of a line that people add themselves. */
export const ownLineInput = lineInput.extend({ note: requiredText(300) });
export type OwnLineInput = z.input<typeof ownLineInput>;

/** The day on which the new edition begins. */
export const makeInput = z.object({ startsOn: day });
export type MakeInput = z.input<typeof makeInput>;
