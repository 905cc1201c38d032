/** For whom a programme is meant; as programmes have it. */
export const PROPOSAL_AUDIENCES = ['all', 'children', 'teens', 'adults', 'librarians', 'teachers'] as const;
export type ProposalAudience = (typeof PROPOSAL_AUDIENCES)[number];

/** What the library may answer. */
export const PROPOSAL_ANSWERS = ['considering', 'accepted', 'declined'] as const;
export const PROPOSAL_STATUSES = ['new', ...PROPOSAL_ANSWERS] as const;
export type ProposalStatus = (typeof PROPOSAL_STATUSES)[number];
