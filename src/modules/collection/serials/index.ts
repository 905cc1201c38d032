export type { Issue, SerialHoldings, Subscription } from './client.ts';
export { endSubscription, subscribe } from './subscribe.ts';
export { bindIssues, giveUpIssue, issueName, receiveIssue, undoReceipt } from './receive-issue.ts';
export { claimLate } from './claim-issues.ts';
export { getSubscription, listSubscriptions, serialHoldingsOf } from './view-serials.ts';
export {
  bringIssues,
  bringReceipt,
  bringSubscriptions,
  foreseeReceipts,
  type BroughtIssue,
  type BroughtSubscription,
} from './bring-serials.ts';
export { takeBackIssues, takeBackSubscriptions } from './take-back-serials.ts';
