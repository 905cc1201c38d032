import { z } from 'zod';
import { libraryRef } from '#modules/ground/libraries';
import { asRupiah, standingDay, versionText } from '#platform/requests/bounds';
import { optionalText, requiredText } from '#platform/requests/parse-input';
import { ATTACHMENT_ACCESS, AUTHORITY_KINDS, ITEM_SOURCES, SETTABLE_STATUSES } from './rules/terms.ts';

/** A form sends an empty text where nothing was chosen. */
const emptyAsNull = (value: unknown): unknown => (value === '' ? null : value);
const idNumber = z.coerce.number().int().positive();
const optionalId = z.preprocess(emptyAsNull, idNumber.nullable());
const optionalPrice = z.preprocess(asRupiah, z.number().int().min(0).max(2_000_000_000).nullable());
/** Copies of old libraries were acquired before 1900. */
const optionalDate = z.preprocess(emptyAsNull, standingDay.nullable());
/** What a scanner can send and Code 128 can hold, without blanks at the ends. */
export const barcodeText = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[\x20-\x7e]+$/);

/** Can this be the barcode of a copy? */
export const isBarcode = (text: string): boolean => barcodeText.safeParse(text).success;

const itemFields = {
  spaceId: optionalId.optional(),
  callNumber: optionalText(80).optional(),
  itemType: z.string().min(1).max(40),
  source: z.preprocess(emptyAsNull, z.enum(ITEM_SOURCES).nullable()).optional(),
  price: optionalPrice.optional(),
  supplier: optionalText(200).optional(),
  acquiredOn: optionalDate.optional(),
  copyNote: optionalText(500).optional(),
  deskNote: optionalText(200).optional(),
  status: z.enum(SETTABLE_STATUSES).optional(),
};

/** One new copy. Without a barcode or accession number the counters give one; without a call number it is built. */
export const createItemInput = z.object({
  ...itemFields,
  bibId: idNumber,
  libraryId: idNumber,
  barcode: z.preprocess((value) => (value === '' ? undefined : value), barcodeText.optional()),
  accessionNumber: z.preprocess((value) => (value === '' ? undefined : value), requiredText(60).optional()),
});
export type CreateItemInput = z.input<typeof createItemInput>;

const oneOfThem = { error: 'required', path: ['copies'] };
const copies = {
  ...itemFields,
  libraryId: idNumber,
  copies: z.coerce.number().int().min(1).max(500).optional(),
  barcodes: z.array(barcodeText).min(1).max(500).optional(),
};
const isOneOfThem = (input: { copies?: unknown; barcodes?: unknown }): boolean =>
  (input.copies === undefined) !== (input.barcodes === undefined);

/** Many copies at once: a number of them, or the barcodes that were scanned. */
export const addItemsInput = z.object({ ...copies, bibId: idNumber }).refine(isOneOfThem, oneOfThem);
/** The same where the record is known from the address. */
export const copiesInput = z
  .object(copies)
  .omit({ libraryId: true })
  .extend({ library: libraryRef })
  .refine(isOneOfThem, oneOfThem);
export type AddItemsInput = z.input<typeof addItemsInput>;

/** What is left out stays as it is. */
export const updateItemInput = z.object({
  ...itemFields,
  itemType: itemFields.itemType.optional(),
  id: idNumber,
  version: versionText,
  libraryId: idNumber.optional(),
  barcode: barcodeText.optional(),
  accessionNumber: requiredText(60).optional(),
});
export type UpdateItemInput = z.input<typeof updateItemInput>;

const headingText = requiredText(500);
const forms = z
  .array(z.string().trim().max(500))
  .max(200)
  .transform((list) => [...new Set(list.filter((form) => form !== ''))])
  .default([]);
const authorityFields = {
  heading: headingText,
  /** Forms that are not used. */
  see: forms,
  /** Related headings. */
  seeAlso: forms,
  note: optionalText(2000).default(null),
};
/** A heading as it is typed: "Toer, Pramoedya Ananta, 1925-2006", "Indonesia -- Sejarah". */
export const authorityInput = z.object({ kind: z.enum(AUTHORITY_KINDS), ...authorityFields });
export type AuthorityInput = z.input<typeof authorityInput>;
export const updateAuthorityInput = z.object({ id: idNumber, version: versionText, ...authorityFields });
export type UpdateAuthorityInput = z.input<typeof updateAuthorityInput>;

export const attachmentInput = z.object({
  bibId: idNumber,
  title: requiredText(200),
  access: z.enum(ATTACHMENT_ACCESS),
  categoryCodes: z.array(z.string().max(40)).max(50).default([]),
});
export type AttachmentInput = z.input<typeof attachmentInput>;
