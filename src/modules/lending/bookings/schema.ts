import { z } from 'zod';
import { instant } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';

const barcode = z.string().trim().min(1).max(100);
export const bookingInput = z
  .object({
    /** Left out by members: they book for themselves. */
    memberNumber: z.string().trim().max(40).optional(),
    /** These copies, or … */
    itemBarcodes: z.array(barcode).max(50).default([]),
    /** … all of a set, or … */
    setId: z.number().int().positive().nullish(),
    /** … any copy of this record that is free then … */
    bibId: z.number().int().positive().nullish(),
    /** … of this library; left out: of any. */
    libraryId: z.number().int().positive().nullish(),
    startsAt: instant,
    endsAt: instant,
    purpose: z.string().trim().max(200).default(''),
  })
  .refine(({ startsAt, endsAt }) => startsAt < endsAt, { path: ['endsAt'], error: 'before_start' })
  .refine(({ itemBarcodes, setId, bibId }) => itemBarcodes.length > 0 || setId || bibId, {
    path: ['itemBarcodes'],
    error: 'required',
  });
export type BookingInput = z.input<typeof bookingInput>;

export const bookingSetInput = z.object({ name: requiredText(80), itemBarcodes: z.array(barcode).min(2).max(50) });
