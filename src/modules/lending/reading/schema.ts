import { z } from 'zod';
import { optionalText, requiredText } from '#platform/requests/parse-input';
import { MAX_STARS } from './rules/stars.ts';
import { listVisibilities } from './rules/visibility.ts';

export const listInput = z.object({
  title: requiredText(120),
  description: optionalText(1000).optional(),
  visibility: z.enum(listVisibilities).optional(),
});
export type ListInput = z.input<typeof listInput>;
export const listChanges = listInput.partial();
export type ListChanges = z.input<typeof listChanges>;

export const entryNote = optionalText(500);
export const displayNameInput = z
  .string()
  .trim()
  .transform((text) => text.replace(/\s+/g, ' '))
  .pipe(z.string().max(40))
  .refine((text) => text === '' || text.length >= 2, 'too_short')
  .transform((text) => text || null);

export const reviewInput = z.object({
  stars: z.coerce.number().int().min(1, 'stars').max(MAX_STARS, 'stars'),
  body: optionalText(4000).optional(),
});
export type ReviewInput = z.input<typeof reviewInput>;
export const reasonInput = z.object({ reason: requiredText(500) });
