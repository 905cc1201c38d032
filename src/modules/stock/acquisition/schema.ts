import { z } from 'zod';
import { optionalText, requiredText } from '#platform/requests/parse-input';
import { normaliseIsbn } from '#shared/isbn';
import { DECISIONS } from './rules/suggestion-states.ts';

/** A form sends an empty text where nothing was typed. */
const emptyAsNull = (value: unknown): unknown => (value === '' ? null : value);

/** An ISBN as people type it, kept as 13 digits. */
export const optionalIsbn = z
  .string()
  .trim()
  .max(40)
  .nullable()
  .transform((text) => text || null)
  .refine((text) => text === null || normaliseIsbn(text) !== null, 'isbn_invalid')
  .transform((text) => (text === null ? null : normaliseIsbn(text)));
export const optionalYear = z.preprocess(emptyAsNull, z.coerce.number().int().min(1400).max(2200).nullable());

const book = {
  title: optionalText(300).default(null),
  author: optionalText(200).default(null),
  publisher: optionalText(200).default(null),
  year: optionalYear.default(null),
  note: optionalText(500).default(null),
};
/** What a reader wants: a title, or at least its ISBN. */
export const suggestionInput = z
  .object({
    ...book,
    isbn: optionalIsbn.default(null),
    /** The reader has seen what the catalogue has under this title, and means another book. */
    anyway: z.boolean().default(false),
  })
  .refine(({ title, isbn }) => title !== null || isbn !== null, { path: ['title'], error: 'required' });
export type SuggestionInput = z.input<typeof suggestionInput>;

/** What the reader adds later; the ISBN stays. */
export const completionInput = z.object(book);
export type CompletionInput = z.input<typeof completionInput>;

export const decisionInput = z
  .object({
    decision: z.enum(DECISIONS),
    reason: requiredText(500),
    bibId: z.preprocess(emptyAsNull, z.coerce.number().int().positive().nullable()).default(null),
  })
  .refine(({ decision, bibId }) => decision !== 'owned' || bibId !== null, { path: ['bibId'], error: 'required' });
