/** What an author of a course is told of the others, in the order in which it is said. */
export const NEWS_KINDS = ['submitted', 'changes', 'agreed', 'comment'] as const;
export type NewsKind = (typeof NEWS_KINDS)[number];
