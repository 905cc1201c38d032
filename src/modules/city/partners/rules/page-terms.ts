/** What a partner's page by link can show and take; staff choose. */
export const PAGE_SECTIONS = ['duties', 'coming', 'results', 'files', 'people', 'messages'] as const;
export type PageSection = (typeof PAGE_SECTIONS)[number];

export const FILE_STATES = ['waiting', 'accepted', 'removed'] as const;
export type FileState = (typeof FILE_STATES)[number];
export const NAMED_STATES = ['waiting', 'accepted', 'declined'] as const;
export type NamedState = (typeof NAMED_STATES)[number];
export const CLAIM_STATES = ['waiting', 'confirmed', 'declined'] as const;
export type ClaimState = (typeof CLAIM_STATES)[number];

/** So much of each kind may wait on one page: whoever has a link fills no disk and no list. */
export const MOST_WAITING = { files: 20, people: 20, messages: 50 } as const;

/** Sections in the order of the page, each once. */
export const inOrder = (chosen: readonly string[]): PageSection[] =>
  PAGE_SECTIONS.filter((section) => chosen.includes(section));
