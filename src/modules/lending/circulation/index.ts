export { checkOut, lend, type CheckOutInput, type CheckedOut } from './check-out-item.ts';
export type { DueByHand } from './due-by-hand.ts';
export { countReading, readingCounts, readingToday, uncountReading } from './count-reading.ts';
export { askToLend, type Asked } from './ask-to-lend.ts';
export { checkIn, checkInWrittenThen, type CheckInInput, type CheckedIn } from './check-in-item.ts';
export { settleFoundLoans } from './found-again.ts';
export { wasSeenSince } from './was-seen-since.ts';
export { forgetDrop, noteDrop } from './note-drop.ts';
export { quickReturn, type QuickReturn } from './quick-return.ts';
export { endMembership, type EndMembership } from './end-membership.ts';
export { renewLoan, type RenewInput } from './renew-loan.ts';
export { renewAllLoans } from './renew-all-loans.ts';
export { markLost, type MarkLostInput } from './mark-lost.ts';
export { claimReturned, withdrawClaim } from './claim-returned.ts';
export { reportDamage, withdrawDamage, type ReportDamageInput } from './report-damage.ts';
export { replaceCopy, type ReplaceCopyInput } from './replace-copy.ts';
export { UNDO_MINUTES, undoCheckIn, undoCheckOut, undoRenewal } from './undo-scan.ts';
export { resolveScan, type Scanned } from './resolve-scan.ts';
export { viewAccount, type Account, type AccountBlock } from './view-account.ts';
export { findOpenLoanOfCopy, getLoan, listLoans, listOverdue, type LoanQuery } from './list-loans.ts';
export { bookableKinds, describeLending, type CopyLending } from './describe-lending.ts';
export { deskCounts, listDeskEvents } from './desk-day.ts';
export { makeReceipt, sendReceipt, type Receipt } from './receipt.ts';
export { listDueMoves, moveDueDates, type DueMove } from './move-due-dates.ts';
export { getPolicy, listPolicies } from './list-policies.ts';
export { readPolicyChanges } from './schema.ts';
export { addPolicy, createPolicy, removePolicy, updatePolicy } from './save-policy.ts';
export { saveLoanHistory, type PastLoan } from './save-loan-history.ts';
export { tryLoan } from './try-loan.ts';
export { policyAbout, policyChoices, policyGroupLabel, policyLabel, policyValueInWords } from './describe-policy.ts';
export { policyFor, policyRulesAt } from './policy-for.ts';
export { lostBill, sumOf } from './rules/lost-bill.ts';
export { receiptNotice } from './notices.ts';
export { loanReminderDays } from './remind-loans.ts';
export { chooseReminder, reminderSpan } from './rules/choose-reminder.ts';
export { explainPolicy, policyMatrix, type ExplainedPolicy } from './explain-policy.ts';
export type { Notice } from './lend-support.ts';
export type { DeskEvent, DeskEventKind, OverdueLoan } from './data/loan-views.queries.ts';
export type { StoredPolicy } from './data/policies.queries.ts';
export type { Policy } from './rules/policy-values.ts';
export type { Explanation } from './rules/resolve-policy.ts';
export { circulationErrors } from './errors.ts';
export { placeHold, type PlaceHoldInput } from './place-hold.ts';
export { cancelHold } from './cancel-hold.ts';
export { resumeHold, suspendHold } from './suspend-hold.ts';
export { moveHold } from './move-hold.ts';
export { extendHold } from './extend-hold.ts';
export { endSuspensions } from './end-suspensions.ts';
export { expireHolds, remindOfHolds } from './expire-holds.ts';
export {
  getHold,
  getTransit,
  listHolds,
  listHoldShelf,
  listHoldsOfMember,
  listQueue,
  listTitleQueues,
  listTransits,
  queueLength,
} from './list-holds.ts';
export { lockInOrder, lockQueues } from './lock-order.ts';
export { copiesWaitedFor, readersWaitFor } from './readers-wait.ts';
export { pullList } from './pull-list.ts';
export { receiveItem, reportNotOnShelf, type Received } from './receive-item.ts';
export { sendBox, sendItem } from './send-items.ts';
export { placeCopy, type DeskPlacement, type Placement } from './place-copy.ts';
export { placementNotices } from './placement-notices.ts';
export type { PullLine, TitleQueue } from './data/hold-views.queries.ts';
export { countLoans, type LoanCounts } from './count-loans.ts';
export { loanLinkRetention } from './cut-reading-links.ts';
export { forgetRequestKeys } from './data/request-keys.queries.ts';
