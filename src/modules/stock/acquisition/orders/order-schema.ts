import { z } from 'zod';
import { asRupiah } from '#platform/requests/bounds';
import { optionalText, requiredText } from '#platform/requests/parse-input';
import { requestKey } from '#platform/requests/request-key';
import { BUDGET_SOURCES } from '../client.ts';
import { optionalIsbn, optionalYear } from '../schema.ts';

const rupiah = z.preprocess((value) => asRupiah(value) ?? undefined, z.number().int().min(0).max(1_000_000_000_000));
const price = rupiah.pipe(z.number().max(2_000_000_000));
const id = z.coerce.number().int().positive();

export const budgetInput = z.object({
  source: z.enum(BUDGET_SOURCES),
  year: z.coerce.number().int().min(2000).max(2200),
  name: requiredText(120),
  amount: rupiah,
});
export type BudgetInput = z.input<typeof budgetInput>;
export const amountInput = z.object({ amount: rupiah });

export const orderInput = z.object({
  supplier: requiredText(200),
  supplierAddress: z.string().trim().max(300).default(''),
  note: z.string().trim().max(500).default(''),
});
export type OrderInput = z.input<typeof orderInput>;

/** A line; of a suggestion its title, author … are taken where they are not given. */
export const lineInput = z.object({
  suggestionId: z.preprocess((value) => (value === '' ? null : value), id.nullable()).default(null),
  title: optionalText(300).default(null),
  author: optionalText(200).default(null),
  publisher: optionalText(200).default(null),
  year: optionalYear.default(null),
  isbn: optionalIsbn.default(null),
  copies: z.coerce.number().int().min(1).max(1000),
  unitPrice: price,
  /** Where the copies go. */
  libraryId: id,
  itemType: z.string().min(1).max(40),
  budgetId: id,
});
export type LineInput = z.input<typeof lineInput>;

/** More than the budget has: somebody confirms it, with a reason. */
const overrunReason = optionalText(300).default(null);
export const placingInput = z.object({ overrunReason });

export const deliveryInput = z.object({
  requestKey,
  invoice: z.string().trim().max(100).default(''),
  /** Goes straight to the shelf; else the copies wait to be processed. */
  ready: z.boolean().default(false),
  lines: z
    .array(z.object({ lineId: id, copies: z.coerce.number().int().min(1).max(1000), unitPrice: price.optional() }))
    .min(1, 'nothing_received')
    .max(500),
  overrunReason,
});
export type DeliveryInput = z.input<typeof deliveryInput>;
export const endInput = z.object({ reason: requiredText(300) });
