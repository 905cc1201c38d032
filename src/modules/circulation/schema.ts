import { z } from 'zod';
import { parseInput, requiredText } from '#platform/parse-input';
import { DUE_MODES, LOAN_UNITS } from './client.ts';

const count = z.number().int().min(0).max(1_000_000).nullable();
const length = z.number().int().min(1).max(3650).nullable();

/** Which loans a rule is for; null = any. */
const policyKeys = {
  libraryId: z.number().int().positive().nullable().default(null),
  categoryId: z.number().int().positive().nullable().default(null),
  itemType: z.string().min(1).max(40).nullable().default(null),
};

/** Values; null or left out = inherit, 0 = zero. Lengths in `loanUnit`; money in whole rupiah. */
const policyValues = z.object({
  mayBorrow: z.boolean().nullable(),
  referenceOnly: z.boolean().nullable(),
  maxLoans: count,
  loanLength: length,
  loanUnit: z.enum(LOAN_UNITS).nullable(),
  maxRenewals: count,
  renewalLength: length,
  finePerDay: count,
  fineCap: z.number().int().min(0).max(1_000_000_000).nullable(),
  graceDays: count,
  suspensionPerLateDay: count,
  maxSuspensionDays: count,
  dueMode: z.enum(DUE_MODES).nullable(),
});
/** An edit names only what changes; null = inherit from now on. */
export const policyChangesSchema = policyValues.partial();
export const policyInputSchema = policyChangesSchema.extend(policyKeys);

export type PolicyInput = z.input<typeof policyInputSchema>;
export type PolicyChanges = z.output<typeof policyChangesSchema>;

export const overrideSchema = z
  .object({ reason: requiredText(300) })
  .nullable()
  .optional();

/** What a form or a file says about the values of a rule, checked. Throws `platform.invalid_input` with a reason per field. */
export const readPolicyChanges = (input: unknown): PolicyChanges => parseInput(policyChangesSchema, input);
