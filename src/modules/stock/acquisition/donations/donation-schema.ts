import { z } from 'zod';
import { day } from '#platform/requests/bounds';
import { optionalText, requiredText } from '#platform/requests/parse-input';
import { optionalIsbn, optionalYear } from '../schema.ts';

export const donationInput = z.object({
  donorName: requiredText(120),
  donorAddress: z.string().trim().max(300).default(''),
  donorContact: z.string().trim().max(120).default(''),
  receivedOn: day,
  note: z.string().trim().max(500).default(''),
});
export type DonationInput = z.input<typeof donationInput>;

export const givenBookInput = z.object({
  title: requiredText(300),
  author: optionalText(200).default(null),
  publisher: optionalText(200).default(null),
  year: optionalYear.default(null),
  isbn: optionalIsbn.default(null),
  copies: z.coerce.number().int().min(1).max(1000),
});
export type GivenBookInput = z.input<typeof givenBookInput>;

/** How many of a book are kept; fewer than were given needs a reason. */
export const acceptanceInput = z.object({
  accepted: z.coerce.number().int().min(0).max(1000),
  declinedReason: optionalText(300).default(null),
  itemType: z.string().min(1).max(40),
});
export type AcceptanceInput = z.input<typeof acceptanceInput>;
