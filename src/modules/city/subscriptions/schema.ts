import { z } from 'zod';
import { id, MOST_INTEGER } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';
import { LETTER_LANGUAGES, MOST_TOPICS, PAUSES, TOPIC_ABOUT_LENGTH, TOPIC_NAME_LENGTH } from './rules/terms.ts';

const about = z.string().trim().max(TOPIC_ABOUT_LENGTH).default('');

/** What a topic is called, in both languages. */
export const topicInput = z.object({
  nameId: requiredText(TOPIC_NAME_LENGTH),
  nameEn: requiredText(TOPIC_NAME_LENGTH),
  aboutId: about.describe('what its letters tell, in a sentence'),
  aboutEn: about,
});
export type TopicInput = z.input<typeof topicInput>;

/** An address of a mailbox; capitals make no difference. */
export const address = z
  .string()
  .trim()
  .max(200)
  .pipe(z.email())
  .transform((email) => email.toLowerCase());

const topicIds = z
  .array(id)
  .max(MOST_TOPICS)
  .transform((ids) => [...new Set(ids)].toSorted((a, b) => a - b));
const language = z.enum(LETTER_LANGUAGES);
const libraryId = id.nullable().default(null);

/** Somebody wants letters. */
export const askInput = z.object({
  email: address,
  language,
  libraryId,
  topicIds: topicIds.refine((ids) => ids.length > 0, 'required'),
  agrees: z
    .literal(true, { error: 'required' })
    .describe('to the wording that GET /consent-texts has as `letters`, being 18 or older'),
});
export type AskInput = z.input<typeof askInput>;

/** What a subscriber chooses on the own page. */
export const choiceInput = z.object({
  topicIds,
  language,
  libraryId,
  reading: z.boolean().default(false).describe('letters may be fitted to what is borrowed'),
  pauseDays: z
    .union([z.literal('keep'), z.literal(0), z.literal(PAUSES)])
    .default('keep')
    .describe('no letters for so many days from now; 0: letters come'),
  version: z.number().int().min(0).max(MOST_INTEGER),
});
export type ChoiceInput = z.input<typeof choiceInput>;

/** The same in a member's account, where nothing was seen before. */
export const ownInput = choiceInput.omit({ version: true, pauseDays: true }).extend({
  byWhatsapp: z.boolean().default(false).describe('letters come by WhatsApp too, to the number on the record'),
});
export type OwnInput = z.input<typeof ownInput>;
