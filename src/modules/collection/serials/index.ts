export type { Issue, SerialHoldings, Subscription } from './client.ts';
export { endSubscription, subscribe } from './subscribe.ts';
export { bindIssues, giveUpIssue, issueName, receiveIssue, undoReceipt } from './receive-issue.ts';
export { claimLate } from './claim-issues.ts';
export { getSubscription, listSubscriptions, serialHoldingsOf } from './view-serials.ts';
