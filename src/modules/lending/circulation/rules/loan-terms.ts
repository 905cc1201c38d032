import { BUILT_IN, KEPT_FIELDS, byField, type KeptField, type ResolvedPolicy } from './policies/policy-values.ts';

/** The values that rule what becomes of a loan; kept with it, so that a later change of policy changes no running loan. */
export type LoanTerms = Pick<ResolvedPolicy, KeptField>;

export const termsOf = (policy: ResolvedPolicy): LoanTerms => byField<LoanTerms>(KEPT_FIELDS, (field) => policy[field]);

/** Terms as they were kept: a value that did not exist yet when the loan was made is the built-in one. */
export const completeTerms = (kept: Partial<LoanTerms>): LoanTerms => ({ ...termsOf(BUILT_IN), ...kept });
