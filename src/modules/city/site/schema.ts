import { z } from 'zod';
import { id, instant } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';
import { isSafeAddress } from '#modules/ground/content/client';
import { PAGE_KINDS } from './rules/terms.ts';

export const TITLE_LENGTH = 160;
export const SUMMARY_LENGTH = 400;

const text = (most: number) => z.string().trim().max(most).default('');
/** A part of an address: letters without signs, figures, strokes between them. */
export const slugInput = z
  .string()
  .trim()
  .max(80)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'slug');

export const beginInput = z.object({
  kind: z.enum(PAGE_KINDS),
  /** Of whose small site; null: of the whole network. */
  libraryId: id.nullable().default(null),
  /** News has one. */
  topicId: id.nullable().default(null),
  title: requiredText(TITLE_LENGTH),
});
export type BeginInput = z.input<typeof beginInput>;

/** What stands over a page. */
export const headInput = z.object({
  title: requiredText(TITLE_LENGTH),
  titleEn: text(TITLE_LENGTH),
  summary: text(SUMMARY_LENGTH),
  summaryEn: text(SUMMARY_LENGTH),
  byline: text(120),
  topicId: id.nullable().default(null),
  pictureId: id.nullable().default(null),
  slug: slugInput.optional(),
});
export type HeadInput = z.input<typeof headInput>;

/** When everybody may see it: now where nothing is said, and without end. */
export const showInput = z.object({
  publishAt: instant.nullable().default(null),
  expireAt: instant.nullable().default(null),
  /** What readers are told of a change of what stood already. */
  updateNote: text(200),
});
export type ShowInput = z.input<typeof showInput>;

export const topicInput = z.object({ name: requiredText(60), nameEn: requiredText(60), slug: slugInput.optional() });
export type TopicInput = z.input<typeof topicInput>;

/** Where something leads: of this site, of the web, a mail address or a telephone; empty: nowhere. */
export const addressInput = z
  .string()
  .trim()
  .max(1000)
  .refine((href) => href === '' || isSafeAddress(href), 'address')
  .default('');

export const bannerInput = z
  .object({
    libraryId: id.nullable().default(null),
    words: requiredText(200),
    wordsEn: text(200),
    href: addressInput,
    fromAt: instant,
    untilAt: instant,
  })
  .refine(({ fromAt, untilAt }) => untilAt > fromAt, { path: ['untilAt'], message: 'before_start' });
export type BannerInput = z.input<typeof bannerInput>;
