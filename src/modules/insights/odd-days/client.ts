/** What pages may know about days that are far from their usual: fixed lists and types, safe for the browser. */

/** Kinds of `ground/facts` whose days are judged. One more needs its words: `odd_days_n_*`, `odd_days_none_*`. */
export const ODD_KINDS = ['visit', 'loan'] as const;
export type OddKind = (typeof ODD_KINDS)[number];
