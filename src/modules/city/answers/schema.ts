import { z } from 'zod';
import { day, id } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';
import { ANSWER_THEMES, MOST_SOURCES } from './rules/terms.ts';

export const QUESTION_LENGTH = 200;
export const ANSWER_LENGTH = 4000;
export const WORD_LENGTH = 300;

const text = (most: number) => z.string().trim().max(most).default('');

/** A record of the catalogue, or a page of the web with the day on which somebody saw it. */
export const sourceInput = z.union([
  z.object({ bibId: id }),
  z.object({
    title: requiredText(200),
    url: z.url({ protocol: /^https?$/ }).max(1000),
    seenOn: day,
  }),
]);
export type SourceInput = z.input<typeof sourceInput>;

export const entryInput = z.object({
  question: requiredText(QUESTION_LENGTH),
  answer: text(ANSWER_LENGTH),
  questionEn: text(QUESTION_LENGTH),
  answerEn: text(ANSWER_LENGTH),
  theme: z.enum(ANSWER_THEMES),
  words: text(500),
  sources: z.array(sourceInput).max(MOST_SOURCES).default([]),
});
export type EntryInput = z.input<typeof entryInput>;

export const voteInput = z.object({ helpful: z.boolean(), word: text(WORD_LENGTH) });
export type VoteInput = z.input<typeof voteInput>;
