import { BUILT_IN } from './policies/policy-built-in.ts';
import type { ResolvedPolicy } from './policies/policy-values.ts';

/** The values that rule what becomes of a loan; kept with it, so that a later change of policy changes no running loan. */
export type LoanTerms = Pick<
  ResolvedPolicy,
  | 'finePerDay'
  | 'chargePeriod'
  | 'chargeUnit'
  | 'overdueRounding'
  | 'graceDays'
  | 'graceFree'
  | 'fineClosedDays'
  | 'fineCap'
  | 'fineCapAtPrice'
  | 'memberFineCap'
  | 'fineDiscount'
  | 'suspensionPerLateDay'
  | 'suspensionPeriod'
  | 'suspensionLateClosedDays'
  | 'maxSuspensionDays'
  | 'suspensionCumulative'
  | 'suspensionOpenDays'
  | 'lostCharge'
  | 'lostAtPrice'
  | 'defaultPrice'
  | 'processingCharge'
  | 'feeDiscount'
  | 'lostRefund'
  | 'dueMode'
>;

export const termsOf = (policy: ResolvedPolicy): LoanTerms => ({
  finePerDay: policy.finePerDay,
  chargePeriod: policy.chargePeriod,
  chargeUnit: policy.chargeUnit,
  overdueRounding: policy.overdueRounding,
  graceDays: policy.graceDays,
  graceFree: policy.graceFree,
  fineClosedDays: policy.fineClosedDays,
  fineCap: policy.fineCap,
  fineCapAtPrice: policy.fineCapAtPrice,
  memberFineCap: policy.memberFineCap,
  fineDiscount: policy.fineDiscount,
  suspensionPerLateDay: policy.suspensionPerLateDay,
  suspensionPeriod: policy.suspensionPeriod,
  suspensionLateClosedDays: policy.suspensionLateClosedDays,
  maxSuspensionDays: policy.maxSuspensionDays,
  suspensionCumulative: policy.suspensionCumulative,
  suspensionOpenDays: policy.suspensionOpenDays,
  lostCharge: policy.lostCharge,
  lostAtPrice: policy.lostAtPrice,
  defaultPrice: policy.defaultPrice,
  processingCharge: policy.processingCharge,
  feeDiscount: policy.feeDiscount,
  lostRefund: policy.lostRefund,
  dueMode: policy.dueMode,
});

/** Terms as they were kept: a value that did not exist yet when the loan was made is the built-in one. */
export const completeTerms = (kept: Partial<LoanTerms>): LoanTerms => ({ ...termsOf(BUILT_IN), ...kept });
