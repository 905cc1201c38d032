import { z } from 'zod';
import { id } from '#platform/requests/bounds';
import { BLOCK_LENGTH, FORMULA_LENGTH, isSafeAddress, MOST_BLOCKS } from './rules/blocks.ts';

const line = (most: number) => z.string().trim().max(most);
const address = z.string().trim().max(1000).refine(isSafeAddress, 'address');

export const spanInput = z.object({
  text: z.string().max(BLOCK_LENGTH),
  bold: z.literal(true).optional(),
  italic: z.literal(true).optional(),
  href: address.optional(),
});
const spans = z
  .array(spanInput)
  .max(500)
  .refine((all) => all.reduce((sum, { text }) => sum + text.length, 0) <= BLOCK_LENGTH, 'too_long');
const picture = z.object({ pictureId: id, alt: line(300).default(''), caption: line(500).default('') });
const file = z.object({ fileId: id, label: line(200).default('') });

/** A block as it is sent. */
export const blockInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), level: z.union([z.literal(2), z.literal(3)]), text: line(200) }),
  z.object({ kind: z.literal('text'), spans }),
  z.object({ kind: z.literal('list'), ordered: z.boolean().default(false), items: z.array(spans).max(200) }),
  z.object({ kind: z.literal('quote'), spans, source: line(200).default('') }),
  z.object({ kind: z.literal('picture'), ...picture.shape }),
  z.object({ kind: z.literal('gallery'), pictures: z.array(picture).min(1).max(24) }),
  z.object({
    kind: z.literal('table'),
    head: z.boolean().default(true),
    rows: z
      .array(z.array(line(1000)).min(1).max(12))
      .min(1)
      .max(200),
    caption: line(300).default(''),
  }),
  z.object({ kind: z.literal('callout'), tone: z.enum(['note', 'warn']).default('note'), spans }),
  z.object({ kind: z.literal('button'), label: line(80).min(1), href: address }),
  z.object({ kind: z.literal('file'), ...file.shape }),
  z.object({ kind: z.literal('audio'), ...file.shape, spans: spans.default([]) }),
  z.object({ kind: z.literal('video'), ...file.shape, spans: spans.default([]) }),
  z.object({ kind: z.literal('formula'), tex: z.string().max(FORMULA_LENGTH), alt: line(300).default('') }),
  z.object({ kind: z.literal('embed'), embed: z.string().max(30), ref: z.string().min(1).max(100) }),
]);
export type BlockInput = z.input<typeof blockInput>;

/** A whole writing, as markdown and the API bring it. */
export const blocksInput = z.array(blockInput).max(MOST_BLOCKS);
