import { z } from 'zod';
import { day, id } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';
import { readHashtags } from './rules/hashtags.ts';
import { ALT_LENGTH, BODY_LENGTH, HASHTAG_LENGTH, MOST_ACCOUNTS, MOST_HASHTAGS, TITLE_LENGTH } from './rules/terms.ts';

const hashtags = z
  .array(z.string().trim().max(HASHTAG_LENGTH, 'hashtag_long'))
  .max(MOST_HASHTAGS)
  .default([])
  .transform((typed) => readHashtags(typed));
/** Minutes from midnight, by the clock of the library. */
const minute = z.number().int().min(0).max(1439);

/** What it is about. Whether an address may be behind a link the links say. */
const subjectInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('program'), programId: id }),
  z.object({ kind: z.literal('news'), pageId: id }),
  z.object({ kind: z.literal('record'), bibId: id }),
  z.object({ kind: z.literal('collection'), collectionId: id }),
  z.object({ kind: z.literal('course'), courseId: id }),
  z.object({
    kind: z.literal('notice'),
    address: z
      .string()
      .trim()
      .max(500)
      .nullable()
      .default(null)
      .transform((typed) => typed || null)
      .describe('where its links lead: path of this site, or https address; empty = it has none'),
  }),
]);

const variantInput = z.object({
  accountId: id,
  ownText: z
    .string()
    .trim()
    .max(BODY_LENGTH)
    .nullable()
    .default(null)
    .transform((typed) => typed || null)
    .describe('its own words; null = those of the post'),
});

export const postInput = z.object({
  language: z.enum(['id', 'en']).default('id'),
  title: requiredText(TITLE_LENGTH).transform((said) => said.replaceAll(/\s+/g, ' ')),
  body: z.string().trim().max(BODY_LENGTH).default('').describe('may have {tanggal}, {jam}, {tempat}, {judul}'),
  pictureId: id.nullable().default(null),
  alt: z.string().trim().max(ALT_LENGTH).default('').describe('what the picture shows; a picture needs it'),
  subject: subjectInput,
  campaign: z.string().trim().max(80).default('').describe('the word of a campaign, which its links bear'),
  hashtags,
  sendOn: day.nullable().default(null).describe('YYYY-MM-DD, by the clock of the library'),
  sendMinute: minute.nullable().default(null).describe('minutes from midnight'),
  variants: z.array(variantInput).max(MOST_ACCOUNTS).default([]),
});
export type PostInput = z.input<typeof postInput>;

/** When it goes out; left out or null: at once. */
export const whenInput = z.object({
  sendOn: day.nullable().default(null),
  sendMinute: minute.nullable().default(null),
});
export type WhenInput = z.input<typeof whenInput>;

export const DECISIONS = ['is_there', 'send_again', 'send_anyway', 'leave'] as const;
export const decisionInput = z.object({
  decision: z
    .enum(DECISIONS)
    .describe(
      'is_there: somebody looked, it stands there; send_again: it does not; send_anyway: though it was stopped; leave: it is not sent',
    ),
  url: z
    .union([z.literal(''), z.url({ protocol: /^https?$/ }).max(500)])
    .nullable()
    .default(null)
    .describe('where it stands, if one knows'),
});
export type DecisionInput = z.input<typeof decisionInput>;

export const habitInput = z.object({ hashtags, minute });
export type HabitInput = z.input<typeof habitInput>;
