import { z } from 'zod';
import { day } from '#platform/bounds';
import { parseInput, requiredText } from '#platform/parse-input';
import { POLICY_CHOICES } from './rules/policies/policy-fields.ts';
import { NO_LIMIT } from './rules/policies/policy-values.ts';

const count = z.number().int().min(0).max(1_000_000).nullable();
const length = z.number().int().min(1).max(3650).nullable();
const money = z.number().int().min(0).max(1_000_000_000).nullable();
const noLimit = z.literal(NO_LIMIT);
/** A limit: a figure, or that there is none; null inherits. */
const countLimit = z.union([z.number().int().min(0).max(1_000_000), noLimit]).nullable();
const lengthLimit = z.union([z.number().int().min(1).max(3650), noLimit]).nullable();
const moneyLimit = z.union([z.number().int().min(0).max(1_000_000_000), noLimit]).nullable();
const percent = z.number().int().min(0).max(100).nullable();
const yesNo = z.boolean().nullable();

/** Which loans a rule is for; null = any. */
const policyKeys = {
  libraryId: z.number().int().positive().nullable().default(null),
  categoryId: z.number().int().positive().nullable().default(null),
  itemType: z.string().min(1).max(40).nullable().default(null),
};

/** Values; null or left out = inherit, 0 = zero, of limits `no_limit` = no limit. Lengths in `loanUnit`; money in whole rupiah. */
const policyValues = z.object({
  mayBorrow: yesNo,
  referenceOnly: yesNo,
  maxLoans: countLimit,
  severalCopies: yesNo,
  lendWithOverdues: z.enum(POLICY_CHOICES.lendWithOverdues).nullable(),
  onSiteLoans: yesNo,
  onSiteApart: yesNo,
  maxOnSite: countLimit,
  maxDebtToLend: moneyLimit,
  loanLength: length,
  loanUnit: z.enum(POLICY_CHOICES.loanUnit).nullable(),
  dueMode: z.enum(POLICY_CHOICES.dueMode).nullable(),
  hourlyEnd: z.enum(POLICY_CHOICES.hourlyEnd).nullable(),
  dueWithinCard: yesNo,
  maxRenewals: countLimit,
  renewalLength: length,
  renewalFrom: z.enum(POLICY_CHOICES.renewalFrom).nullable(),
  renewalOpensDays: countLimit,
  renewalWhileOverdue: z.enum(POLICY_CHOICES.renewalWhileOverdue).nullable(),
  renewalWhenWanted: z.enum(POLICY_CHOICES.renewalWhenWanted).nullable(),
  maxDebtToRenew: moneyLimit,
  autoRenewal: yesNo,
  maxAutoRenewals: countLimit,
  autoRenewalDays: countLimit,
  finePerDay: money,
  chargePeriod: length,
  chargeUnit: z.enum(POLICY_CHOICES.chargeUnit).nullable(),
  overdueRounding: z.enum(POLICY_CHOICES.overdueRounding).nullable(),
  graceDays: count,
  graceFree: yesNo,
  fineClosedDays: yesNo,
  fineCap: moneyLimit,
  fineCapAtPrice: yesNo,
  memberFineCap: moneyLimit,
  fineDiscount: percent,
  suspensionPerLateDay: count,
  suspensionPeriod: length,
  suspensionLateClosedDays: yesNo,
  maxSuspensionDays: countLimit,
  suspensionCumulative: yesNo,
  suspensionOpenDays: yesNo,
  maxHolds: countLimit,
  maxHoldsPerBib: countLimit,
  maxHoldsPerDay: countLimit,
  maxDebtToHold: moneyLimit,
  holdsOnShelf: z.enum(POLICY_CHOICES.holdsOnShelf).nullable(),
  holdLevel: z.enum(POLICY_CHOICES.holdLevel).nullable(),
  holdShelfDays: length,
  holdPickup: z.enum(POLICY_CHOICES.holdPickup).nullable(),
  holdPriority: z.enum(POLICY_CHOICES.holdPriority).nullable(),
  floating: yesNo,
  bookable: yesNo,
  maxBookingDays: lengthLimit,
  rentalCharge: money,
  lostCharge: money,
  lostAtPrice: yesNo,
  defaultPrice: money,
  processingCharge: money,
  feeDiscount: percent,
  lostRefund: z.enum(POLICY_CHOICES.lostRefund).nullable(),
});
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
