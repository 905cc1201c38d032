import { z } from 'zod';
import { ITEM_SOURCES } from '#modules/collection/catalog/client';
import { idText, MOST_INTEGER } from '#platform/requests/bounds';
import { optionalText, requiredText } from '#platform/requests/parse-input';
import { MOST_ADDED_AT_ONCE, SOURCE_KINDS, SRU_VERSIONS } from './client.ts';
import { isCqlIndex } from './rules/cql.ts';

/** An address to which a question can be added. Names and passwords in it would stand in every trace. */
function isAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^(?:https?|z3950):$/.test(url.protocol) && url.username === '' && url.password === '';
}
const index = z.string().trim().max(63).refine(isCqlIndex, 'cql_index');

const fields = {
  kind: z.enum(SOURCE_KINDS),
  name: requiredText(80),
  address: z.string().trim().max(500).refine(isAddress, 'web_address'),
  sruVersion: z.enum(SRU_VERSIONS),
  recordSchema: z
    .string()
    .trim()
    .regex(/^[\w.:/-]{1,100}$/, 'record_schema'),
  isbnIndex: index,
  titleIndex: index,
  active: z.boolean(),
  sortOrder: z.number().int().min(0).max(MOST_INTEGER),
};

/** A new catalogue; what is left out is as most of them want it. */
export const sourceInput = z.object({
  ...fields,
  sruVersion: fields.sruVersion.default('1.1'),
  recordSchema: fields.recordSchema.default('marcxml'),
  isbnIndex: fields.isbnIndex.default('bath.isbn'),
  titleIndex: fields.titleIndex.default('dc.title'),
  active: fields.active.default(true),
  sortOrder: fields.sortOrder.default(0),
});
export type SourceInput = z.input<typeof sourceInput>;

/** What is left out stays. */
export const sourceChanges = z.object(fields).partial();
export type SourceChanges = z.input<typeof sourceChanges>;

/** ISBNs as they are scanned or stand in a file: far more than a pile holds is refused unread. */
const isbnText = z.string().max(100_000);

/** A new pile: what the copies of its books will be, and its first ISBNs. */
export const pileInput = z.object({
  libraryId: idText,
  itemType: z.string().min(1).max(40),
  source: z.preprocess((value) => (value === '' ? null : value), z.enum(ITEM_SOURCES).nullable()).default(null),
  text: isbnText.default(''),
});
export type PileInput = z.input<typeof pileInput>;
export const growInput = z.object({ text: isbnText });

/** Which books of a pile are added, and the label of the first. */
export const addFromPileInput = z.object({
  books: z.array(idText).min(1).max(MOST_ADDED_AT_ONCE),
  firstBarcode: optionalText(40).default(null),
});
export type AddFromPileInput = z.input<typeof addFromPileInput>;

export const bookChanges = z.object({
  copies: z.coerce.number().int().min(1).max(50).optional(),
  leftOut: z.literal(true).optional(),
});
export type BookChanges = z.input<typeof bookChanges>;
