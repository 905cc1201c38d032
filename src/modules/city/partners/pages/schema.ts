import { z } from 'zod';
import { id } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';
import { internationalPhone } from '#shared/phone-number';
import { PAGE_SECTIONS } from '../rules/page-terms.ts';
import { NAME_LENGTH, TEXT_LENGTH } from '../schema.ts';

export const WORDS_LENGTH = 500;
export const ROLE_LENGTH = 100;

const sections = z
  .array(z.enum(PAGE_SECTIONS))
  .min(1, 'partner_page_sections')
  .max(PAGE_SECTIONS.length)
  .describe('what the page shows and takes');

/** A link for one agreement, or for all of the partner's (null). */
export const linkInput = z.object({ agreementId: id.nullable().default(null), sections });
export type LinkInput = z.input<typeof linkInput>;
export const sectionsInput = z.object({ sections });

/** To whom a link goes: somebody of the partner who agreed to be reached, or the address of the organisation (null). */
export const sendInput = z.object({
  personId: id.nullable().default(null),
  language: z.enum(['id', 'en']).default('id'),
});
export type SendInput = z.input<typeof sendInput>;

export const pageMessage = z.object({ text: requiredText(TEXT_LENGTH) });
export const pageFile = z.object({ name: z.string().trim().max(1000), words: z.string().trim().max(WORDS_LENGTH) });
export const claimInput = z.object({ dutyId: id, words: requiredText(WORDS_LENGTH) });
export type ClaimInput = z.input<typeof claimInput>;

/** Somebody whom the partner names; that they agreed is said with it, or nobody is named. */
export const namedInput = z.object({
  name: requiredText(NAME_LENGTH),
  role: requiredText(ROLE_LENGTH),
  phone: z
    .string()
    .trim()
    .max(40)
    .refine((typed) => typed === '' || internationalPhone(typed) !== null, 'phone')
    .default(''),
  email: z.union([z.literal(''), z.string().trim().max(200).pipe(z.email())]).default(''),
  agrees: z.literal(true, 'required'),
});
export type NamedInput = z.input<typeof namedInput>;

/** Why something is not taken in. */
export const refusalWords = z.object({ answer: requiredText(WORDS_LENGTH) });
/** Words that may go with a yes. */
export const answerWords = z.object({ answer: z.string().trim().max(WORDS_LENGTH).default('') });
