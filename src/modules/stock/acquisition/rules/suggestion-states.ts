/** What the staff may answer: it will be bought, it will not, it is there already, not now. */
export const DECISIONS = ['buy', 'declined', 'owned', 'later'] as const;
export type Decision = (typeof DECISIONS)[number];

/** `arrived`: bought, and in the catalogue now. */
export const SUGGESTION_STATUSES = ['open', ...DECISIONS, 'arrived'] as const;
export type SuggestionStatus = (typeof SUGGESTION_STATUSES)[number];

/** What readers may still vote for. */
export const VOTED_ON = ['open', 'later'] as const;
/** What is still wanted: the same wish is a vote for it, not another suggestion. */
export const LIVE = ['open', 'later', 'buy'] as const;

export const isVotedOn = (status: SuggestionStatus): boolean => VOTED_ON.some((one) => one === status);
