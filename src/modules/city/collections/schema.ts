import { z } from 'zod';
import { id } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';
import { COLLECTION_KINDS, MOST_FOUND, PICTURES, RULE_ORDERS } from './rules/terms.ts';

const SENTENCE_LENGTH = 300;

const text = (most: number) => z.string().trim().max(most).default('');
const names = z.array(requiredText(200)).max(PICTURES).default([]);
const year = z.number().int().min(1).max(9999).nullable().default(null);
const coded = z.string().trim().min(1).max(40).nullable().default(null);

/** By what records are found (`CollectionRule`). */
export const ruleInput = z
  .object({
    subjects: names.describe('subjects exactly as the catalogue has them; any of them will do'),
    authors: names.describe('names exactly as the catalogue has them'),
    ddc: z
      .array(
        z
          .string()
          .trim()
          .regex(/^[\dX][\dX.]{0,14}$/),
      )
      .max(PICTURES)
      .default([])
      .describe('beginnings of DDC numbers'),
    language: coded.describe('MARC code (ind, jav, eng)'),
    material: coded,
    audience: coded,
    yearFrom: year,
    yearTo: year,
    newWithinDays: z
      .number()
      .int()
      .min(1)
      .max(3650)
      .nullable()
      .default(null)
      .describe('entered into the catalogue within so many days'),
    order: z.enum(RULE_ORDERS).default('newest'),
    most: z.number().int().min(1).max(MOST_FOUND).default(24),
  })
  .refine(({ yearFrom, yearTo }) => yearFrom === null || yearTo === null || yearFrom <= yearTo, {
    path: ['yearTo'],
    error: 'invalid',
  });
export type RuleInput = z.input<typeof ruleInput>;

const collectionTexts = {
  title: requiredText(120),
  titleEn: text(120),
  summary: text(300),
  summaryEn: text(300),
  madeBy: text(120).describe('who made it, in words'),
  quote: text(300).describe('what somebody says of it'),
  quoteEn: text(300),
  quoteBy: text(160),
  slug: text(80).describe('its part of the address; empty = as it is, or made of the title'),
};

export const collectionInput = z.object({
  ...collectionTexts,
  rule: ruleInput.nullable().default(null).describe('of one whose records are found; null = as it is'),
});
export type CollectionInput = z.input<typeof collectionInput>;

export const newCollectionInput = collectionInput.extend({
  kind: z.enum(COLLECTION_KINDS),
  libraryId: id.nullable().describe('whose it is; null = of the whole network'),
});
export type NewCollectionInput = z.input<typeof newCollectionInput>;

export const sentenceInput = z.object({ sentence: text(SENTENCE_LENGTH), sentenceEn: text(SENTENCE_LENGTH) });
export type SentenceInput = z.input<typeof sentenceInput>;

export const recordInput = sentenceInput.extend({ bibId: id });
export type RecordInput = z.input<typeof recordInput>;
