/** Who may see a list: its owner, whoever has the address, everybody. */
export const listVisibilities = ['private', 'link', 'public'] as const;
export type ListVisibility = (typeof listVisibilities)[number];

/** How many lists a reader has at most, and how many titles one has. */
export const MAX_LISTS = 100;
export const MAX_ENTRIES = 500;
/** For so long a list that was thrown away can be brought back. */
export const RESTORE_HOURS = 24;
