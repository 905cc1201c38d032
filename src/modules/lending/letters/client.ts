/** What pages may know about letters: types and fixed lists, safe for the browser. */
export const LETTER_KINDS = ['clearance', 'warning', 'thanks', 'receipt'] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];
