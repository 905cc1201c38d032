/** What somebody may ask about the own data (UU 27/2022): see and take along, correct, restrict, withdraw all consents, erase. */
export const requestKinds = ['export', 'correct', 'restrict', 'withdraw', 'erase'] as const;
export type RequestKind = (typeof requestKinds)[number];
export const requestStatuses = ['open', 'done', 'refused'] as const;
export type RequestStatus = (typeof requestStatuses)[number];

/** 3 × 24 hours (art. 30, 32, 41). */
export const ANSWER_HOURS = 72;
const HOUR = 3_600_000;

export const dueOf = (requestedAt: Date): Date => new Date(requestedAt.getTime() + ANSWER_HOURS * HOUR);

/** Whole hours that are left; below 0 = too late. */
export const hoursLeft = (dueAt: Date, now: Date): number => Math.floor((dueAt.getTime() - now.getTime()) / HOUR);
