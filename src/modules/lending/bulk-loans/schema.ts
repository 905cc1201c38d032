import { z } from 'zod';
import { libraryRef } from '#modules/ground/libraries';
import { day, id } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';
import { MISSING_FATES } from './client.ts';

/** A new agreement: either a unit of the network (`receiverLibrary`) or a member (`receiverMember`, its number). */
export const bulkLoanInput = z
  .object({
    receiverLibrary: libraryRef.nullish(),
    receiverMember: z.string().trim().max(40).nullish(),
    contactName: requiredText(120),
    contactPhone: z.string().trim().max(40).default(''),
    contactEmail: z.union([z.literal(''), z.email().max(200)]).default(''),
    purpose: z.string().trim().max(200).default(''),
    startsOn: day,
    dueOn: day,
  })
  .refine(({ startsOn, dueOn }) => startsOn <= dueOn, { path: ['dueOn'], error: 'before_start' })
  .refine(({ receiverLibrary, receiverMember }) => Boolean(receiverLibrary) !== Boolean(receiverMember), {
    path: ['receiverLibrary'],
    error: 'one_receiver',
  });
export type BulkLoanInput = z.input<typeof bulkLoanInput>;

/** Titles that are asked for at once. */
const MOST_WISHES = 60;
/** What a box is asked for. */
export const requestInput = z
  .object({
    libraryId: id.describe('who is asked to lend'),
    purpose: z.string().trim().max(200).default(''),
    note: z.string().trim().max(500).default(''),
    contact: z.string().trim().max(200).default('').describe('telephone or e-mail address of whoever asks'),
    startsOn: day,
    dueOn: day,
    wishes: z
      .array(z.object({ bibId: id.nullable().default(null), title: requiredText(300) }))
      .min(1)
      .max(MOST_WISHES),
  })
  .refine(({ startsOn, dueOn }) => startsOn <= dueOn, { path: ['dueOn'], error: 'before_start' });
export type RequestInput = z.input<typeof requestInput>;

export const declineInput = z.object({ reason: requiredText(300) });

export const extensionInput = z.object({ dueOn: day, reason: requiredText(300) });
export const missingInput = z.object({
  itemBarcodes: z.array(z.string().trim().min(1).max(100)).min(1).max(500),
  fate: z.enum(MISSING_FATES),
  note: z.string().trim().max(300).default(''),
});
export type MissingInput = z.input<typeof missingInput>;
