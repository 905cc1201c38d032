import { z } from 'zod';
import { libraryName } from '#modules/ground/libraries';
import { isoInstant } from '#platform/requests/http';
import { LOAN_STATUSES } from './client.ts';

/** A loan as the API shows it. */
export const loanSchema = z.object({
  id: z.number(),
  onSite: z.boolean().describe('read in the library, due when it closes'),
  status: z.enum(LOAN_STATUSES),
  memberNumber: z.string(),
  memberName: z.string(),
  itemBarcode: z.string(),
  itemType: z.string(),
  bibId: z.number(),
  title: z.string(),
  mainAuthor: z.string().nullable(),
  library: libraryName,
  loanedAt: isoInstant,
  dueAt: isoInstant,
  dueByHand: z.boolean().describe('the desk set the due date: the loan does not renew itself'),
  returnedAt: isoInstant.nullable(),
  claimedAt: isoInstant.nullable().describe('since when the member says that it was brought back'),
  renewalCount: z.number(),
  loanedBy: z.string(),
  returnedBy: z.string().nullable(),
  overrideReason: z.string().nullable(),
  finePerDay: z.number().describe('whole rupiah per late day by the terms of this loan'),
});
