import { z } from 'zod';
import { libraryName } from '#modules/ground/libraries';
import { isoInstant } from '#platform/requests/http';
import { BULK_FATES, BULK_LOAN_STATUSES } from './client.ts';

const day = z.string().describe('YYYY-MM-DD');
/** A bulk loan as lists show it. */
export const bulkLoanSchema = z.object({
  id: z.number(),
  number: z.string(),
  status: z.enum(BULK_LOAN_STATUSES),
  library: libraryName,
  receiver: z.object({
    kind: z.enum(['unit', 'member']).describe('a unit of the network lends the copies on; an institution is a member'),
    code: z.string().describe('library code or member number'),
    name: z.string(),
  }),
  contactName: z.string(),
  contactPhone: z.string(),
  contactEmail: z.string(),
  purpose: z.string(),
  startsOn: day,
  dueOn: day,
  counts: z.object({
    boxes: z.number(),
    packed: z.number().describe('still here'),
    away: z.number(),
    returned: z.number(),
    missing: z.number().describe('lost, or claimed to be back'),
  }),
  createdAt: isoInstant,
  createdBy: z.string(),
  endedAt: isoInstant.nullable(),
});
/** With its boxes and their copies. */
export const detailSchema = bulkLoanSchema.extend({
  boxes: z.array(
    z.object({
      id: z.number(),
      nth: z.number(),
      code: z.string().describe('on the label; /kotak/<code> says what is inside'),
      note: z.string(),
      handedOverAt: isoInstant.nullable(),
      items: z.array(
        z.object({
          barcode: z.string(),
          bibId: z.number(),
          title: z.string(),
          callNumber: z.string().nullable(),
          scannedAt: isoInstant,
          fate: z.enum(BULK_FATES).nullable().describe('null = packed or away'),
          endedAt: isoInstant.nullable(),
          foundAt: isoInstant.nullable().describe('it was lost or claimed, and is here again'),
          charged: z.number().describe('to the institution, whole rupiah'),
          onLoan: z.boolean().describe('a reader of the receiving unit has it'),
        }),
      ),
    }),
  ),
});
