import { guardianConsentMissing, type LoanMember } from '#modules/people/members';
import type { LocalDate } from '#shared/dates';
import type { Loan } from '../client.ts';
import { ANY_KIND } from '../lend-support.ts';
import { canBorrow, type RefusalCode } from '../rules/can-borrow.ts';
import { countedLoan, loanLimitsReached } from '../rules/limits.ts';
import type { Policy } from '../rules/policies/policy-values.ts';

/**
 * What keeps a member from borrowing at a library whatever the copy is, the worst first; empty = nothing. A loan is judged by the same rules
 * (`canBorrow`), here with a copy that stands on the shelf and is lent by the library's usual rule. What the desk only has to confirm is not
 * among it.
 */
export const stopsLending = (about: {
  member: LoanMember;
  today: LocalDate;
  now: Date;
  loans: readonly Loan[];
  /** Of this library, whatever the item type. */
  policy: Policy;
  policyOf: (loan: Loan) => Policy;
  balance: number;
}): RefusalCode[] => {
  const { member, today, now, loans, policy, policyOf, balance } = about;
  return canBorrow({
    today,
    onSite: false,
    confirmed: true,
    item: { status: 'available', onLoan: false, onLoanToThisMember: false },
    member: {
      withdrawn: member.status === 'withdrawn',
      consentMissing: guardianConsentMissing(member, today),
      expiresOn: member.expiresOn,
      blocks: member.blocks,
      reached: loanLimitsReached(
        countedLoan(policy, { onSite: false, itemType: ANY_KIND }),
        loans.map((loan) => countedLoan(policyOf(loan), loan)),
      ),
      sameTitle: 0,
      overdue: loans.filter(({ status, dueAt }) => status === 'open' && dueAt < now).length,
      debt: { owed: balance, max: policy.maxDebtToLend },
    },
    policy: { ...policy, referenceOnly: false },
  }).map(({ code }) => code);
};
