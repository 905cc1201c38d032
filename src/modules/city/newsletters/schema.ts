import { z } from 'zod';
import { id, instant } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';
import { MOST_TOPICS, PREHEADER_LENGTH, SUBJECT_LENGTH } from './rules/terms.ts';

/** One line: what stands in the head of a mail has no other. */
const line = (most: number) =>
  z
    .string()
    .max(most * 4)
    .transform((text) => text.replaceAll(/\s+/g, ' ').trim())
    .pipe(z.string().max(most))
    .default('');

export const beginInput = z.object({
  /** Whose letter it is; null: of the whole network. */
  libraryId: id.nullable().default(null),
  subject: requiredText(SUBJECT_LENGTH).transform((text) => text.replaceAll(/\s+/g, ' ')),
});
export type BeginInput = z.input<typeof beginInput>;

/** What stands over a letter, and who is to have it. */
export const headInput = z.object({
  subject: requiredText(SUBJECT_LENGTH).transform((text) => text.replaceAll(/\s+/g, ' ')),
  subjectEn: line(SUBJECT_LENGTH),
  preheader: line(PREHEADER_LENGTH),
  preheaderEn: line(PREHEADER_LENGTH),
  campaign: line(80),
  /** Those who chose one of these. */
  topicIds: z.array(id).max(MOST_TOPICS).default([]),
  /** Only who came to this programme. */
  attendedId: id.nullable().default(null),
  /** Only those to whom this library is the nearest. */
  nearId: id.nullable().default(null),
  /** Only who borrows books of this class. */
  borrows: z.string().trim().max(40).nullable().default(null),
  countsLinks: z.boolean().default(true),
  inArchive: z.boolean().default(true),
  byWhatsapp: z.boolean().default(false).describe('to members who said so, its subject and where to read it'),
});
export type HeadInput = z.input<typeof headInput>;

/** When it goes out; null: now. */
export const scheduleInput = z.object({ sendAt: instant.nullable().default(null) });
export type ScheduleInput = z.input<typeof scheduleInput>;

export const cancelInput = z.object({ why: requiredText(200) });
