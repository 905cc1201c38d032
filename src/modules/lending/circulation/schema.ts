import { z } from 'zod';
import { day } from '#platform/requests/bounds';
import { parseInput, requiredText } from '#platform/requests/parse-input';
import { POLICY_LIST } from './rules/policies/policy-list.ts';
import {
  NO_LIMIT,
  POLICY_FIELDS,
  byField,
  isLimit,
  type PolicyField,
  type PolicyValues,
} from './rules/policies/policy-values.ts';

/** Which loans a rule is for; null = any. */
const policyKeys = {
  libraryId: z.number().int().positive().nullable().default(null),
  categoryId: z.number().int().positive().nullable().default(null),
  itemType: z.string().min(1).max(40).nullable().default(null),
};

type ValueSchemas = { [F in PolicyField]: z.ZodType<PolicyValues[F], PolicyValues[F]> };
/** What a rule may say of one value. */
function valueSchema<F extends PolicyField>(field: F): ValueSchemas[F];
function valueSchema(field: PolicyField): z.ZodType {
  const value = POLICY_LIST[field];
  if (value.kind === 'yesNo') return z.boolean().nullable();
  if (value.kind === 'choice') return z.enum(value.choices).nullable();
  const figure = z.number().int().min(value.min).max(value.max);
  return (isLimit(field) ? z.union([figure, z.literal(NO_LIMIT)]) : figure).nullable();
}
/** Values; null or left out = inherit, 0 = zero, of limits `no_limit` = no limit. Lengths in `loanUnit`; money in whole rupiah. */
const policyValues = z.object(byField<ValueSchemas>(POLICY_FIELDS, valueSchema));
/** An edit names only what changes; null = inherit from now on. */
export const policyChangesSchema = policyValues.partial();
export const policyInputSchema = policyChangesSchema.extend(policyKeys);

export type PolicyInput = z.input<typeof policyInputSchema>;
export type PolicyChanges = z.output<typeof policyChangesSchema>;

/** Of the reason for an override, and of a due date by hand. */
export const LONGEST_REASON = 300;
export const overrideSchema = z
  .object({ reason: requiredText(LONGEST_REASON) })
  .nullable()
  .optional();

/** A due date that the desk sets itself, with its reason. */
export const dueSchema = z
  .object({ on: day, reason: requiredText(LONGEST_REASON) })
  .nullable()
  .optional();

/** What a form or a file says about the values of a rule, checked. Throws `platform.invalid_input` with a reason per field. */
export const readPolicyChanges = (input: unknown): PolicyChanges => parseInput(policyChangesSchema, input);

/** Said of acts that a phone may send twice. */
export const ONCE = 'Header Idempotency-Key: the same request twice is carried out once.';
