/** How often a serial comes out. */
export const FREQUENCIES = ['daily', 'weekly', 'fortnightly', 'monthly', 'bimonthly', 'quarterly'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

export const ISSUE_STATES = ['expected', 'late', 'received', 'missing', 'bound'] as const;
export type IssueState = (typeof ISSUE_STATES)[number];
