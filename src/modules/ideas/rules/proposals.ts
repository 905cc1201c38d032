/** For whom a programme is meant; as programmes have it. */
export const PROPOSAL_AUDIENCES = ['all', 'children', 'teens', 'adults', 'librarians', 'teachers'] as const;
export type ProposalAudience = (typeof PROPOSAL_AUDIENCES)[number];

/** What the library may answer. */
export const PROPOSAL_ANSWERS = ['considering', 'accepted', 'declined'] as const;
export type ProposalStatus = 'new' | (typeof PROPOSAL_ANSWERS)[number];
