/** What entries are about, in the order in which a page shows it. */
export const ANSWER_THEMES = [
  'loans',
  'cards',
  'finding',
  'programs',
  'places',
  'digital',
  'privacy',
  'together',
] as const;
export type AnswerTheme = (typeof ANSWER_THEMES)[number];

export const ENTRY_STATES = ['draft', 'published', 'hidden'] as const;
export type EntryState = (typeof ENTRY_STATES)[number];

/** The most sources that an entry names. */
export const MOST_SOURCES = 10;
