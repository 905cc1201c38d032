export { checkOut, lend } from './loans/check-out-item.ts';
export type { DueByHand } from './loans/due-by-hand.ts';
export { bringLoans, countBroughtLoans, type BroughtLoan } from './loans/bring-loans.ts';
export {
  followBroughtLoan,
  foreseeBroughtLoan,
  type BroughtLoanNow,
  type Followed,
} from './loans/follow-brought-loan.ts';
export { selectEndedLoans, type EndedLoan } from './data/brought-loans.queries.ts';
export { countReading, readingToday, uncountReading } from './figures/count-reading.ts';
export { askToLend } from './loans/ask-to-lend.ts';
export { checkIn, checkInWrittenThen, type CheckedIn } from './loans/check-in-item.ts';
export { wasSeenSince } from './fates/was-seen-since.ts';
export { forgetDrop, noteDrop } from './loans/note-drop.ts';
export { quickReturn } from './loans/quick-return.ts';
export { endMembership } from './desk/end-membership.ts';
export { renewLoan } from './loans/renew-loan.ts';
export { renewAllLoans } from './loans/renew-all-loans.ts';
export { markLost } from './fates/mark-lost.ts';
export { claimReturned, withdrawClaim } from './fates/claim-returned.ts';
export { reportDamage } from './fates/report-damage.ts';
export { replaceCopy } from './fates/replace-copy.ts';
export { undoCheckIn, undoCheckOut, undoRenewal } from './undo/undo-scan.ts';
export { undoRenewAll } from './undo/undo-renew-all.ts';
export { resolveScan } from './desk/resolve-scan.ts';
export { viewAccount, type Account } from './desk/view-account.ts';
export { findOpenLoanOfCopy, getLoan, listOverdue } from './loans/list-loans.ts';
export { bookableKinds, describeLending, type CopyLending } from './loans/describe-lending.ts';
export { deskCounts, deskWithin, listDeskEvents } from './desk/desk-day.ts';
export { makeReceipt, sendReceipt } from './desk/receipt.ts';
export { listDueMoves, moveDueDates } from './loans/move-due-dates.ts';
export { listPolicies } from './policies/list-policies.ts';
export { readPolicyChanges } from './schema.ts';
export { createPolicy, removePolicy, updatePolicy } from './policies/save-policy.ts';
export {
  bringPolicy,
  mayBringPolicy,
  valuesHere,
  type BroughtPolicy,
  type ValuesHere,
} from './policies/bring-policy.ts';
export { tryLoan } from './loans/try-loan.ts';
export {
  policyAbout,
  policyChoices,
  policyGroupLabel,
  policyLabel,
  policyValueInWords,
} from './policies/describe-policy.ts';
export { policyFor, policyRulesAt } from './policies/policy-for.ts';
export { lostBill, sumOf } from './rules/lost-bill.ts';
export { receiptNotice } from './notices.ts';
export { loanReminderDays } from './loans/remind-loans.ts';
export { chooseReminder, reminderSpan } from './rules/choose-reminder.ts';
export { explainPolicy, policyMatrix, type ExplainedPolicy } from './policies/explain-policy.ts';
export type { Notice } from './lend-support.ts';
export type { DeskEvent } from './data/loan-views.queries.ts';
export type { StoredPolicy } from './data/policies.queries.ts';
export type { Policy } from './rules/policies/policy-values.ts';
export { circulationErrors } from './errors.ts';
export { placeHold } from './holds/place-hold.ts';
export { bringHolds } from './holds/bring-holds.ts';
export { foreseeHold } from './holds/foresee-hold.ts';
export { cancelHold } from './holds/cancel-hold.ts';
export { resumeHold, suspendHold } from './holds/suspend-hold.ts';
export { moveHold } from './holds/move-hold.ts';
export { extendHold } from './holds/extend-hold.ts';
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
} from './holds/list-holds.ts';
export { lockInOrder, lockQueues } from './lock-order.ts';
export { copiesWaitedFor, readersWaitFor } from './holds/readers-wait.ts';
export { pullList } from './placement/pull-list.ts';
export { receiveItem, reportNotOnShelf, type Received } from './placement/receive-item.ts';
export { sendBox, sendItem } from './placement/send-items.ts';
export { placeCopy, type DeskPlacement, type Placement } from './placement/place-copy.ts';
export { placementNotices } from './placement/placement-notices.ts';
export { countLoans } from './figures/count-loans.ts';
export { firstLoansAmong } from './figures/first-loans.ts';
export { borrowersAmong, countLending } from './data/figures.queries.ts';
export { forgetRequestKeys } from './data/request-keys.queries.ts';
export { takeBackHolds, takeBackLoans, takeBackPolicies } from './loans/take-back.ts';
