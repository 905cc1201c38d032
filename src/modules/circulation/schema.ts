import { z } from 'zod';
import { requiredText } from '#platform/parse-input';
import { DUE_MODES, LOAN_UNITS } from './client.ts';

const optionalCount = z.number().int().min(0).max(1_000_000).nullable();
const optionalLength = z.number().int().min(1).max(3650).nullable();

/** Which loans a rule is for; null = any. */
export const policyKeysSchema = z.object({
  libraryId: z.number().int().positive().nullable().default(null),
  categoryId: z.number().int().positive().nullable().default(null),
  itemType: z.string().min(1).max(40).nullable().default(null),
});

/** Values; null or left out = inherit, 0 = zero. Lengths in `loanUnit`; money in whole rupiah. */
export const policyValuesSchema = z.object({
  mayBorrow: z.boolean().nullable().default(null),
  referenceOnly: z.boolean().nullable().default(null),
  maxLoans: optionalCount.default(null),
  loanLength: optionalLength.default(null),
  loanUnit: z.enum(LOAN_UNITS).nullable().default(null),
  maxRenewals: optionalCount.default(null),
  renewalLength: optionalLength.default(null),
  finePerDay: optionalCount.default(null),
  fineCap: z.number().int().min(0).max(1_000_000_000).nullable().default(null),
  graceDays: optionalCount.default(null),
  suspensionPerLateDay: optionalCount.default(null),
  maxSuspensionDays: optionalCount.default(null),
  dueMode: z.enum(DUE_MODES).nullable().default(null),
});
export const policyInputSchema = policyKeysSchema.extend(policyValuesSchema.shape);
/** An edit names only what changes; null = inherit from now on. */
export const policyChangesSchema = z.object(
  Object.fromEntries(
    Object.entries(policyValuesSchema.shape).map(([name, schema]) => [name, schema.unwrap().optional()]),
  ) as {
    [K in keyof typeof policyValuesSchema.shape]: z.ZodOptional<
      ReturnType<(typeof policyValuesSchema.shape)[K]['unwrap']>
    >;
  },
);

export type PolicyInput = z.input<typeof policyInputSchema>;
export type PolicyChanges = z.output<typeof policyChangesSchema>;

export const overrideSchema = z
  .object({ reason: requiredText(300) })
  .nullable()
  .optional();
