/** What a partner is. */
export const PARTNER_KINDS = [
  'school',
  'community',
  'ngo',
  'university',
  'company',
  'agency',
  'media',
  'person',
] as const;
export type PartnerKind = (typeof PARTNER_KINDS)[number];

/** Somebody who asked to join, who carries the library now, who does not any more. */
export const PARTNER_STATES = ['prospect', 'active', 'archived'] as const;
export type PartnerState = (typeof PARTNER_STATES)[number];

/** How a partner stands to another one: read from the first to the second. */
export const RELATION_KINDS = ['part_of', 'works_with', 'funds'] as const;
export type RelationKind = (typeof RELATION_KINDS)[number];

export const WISH_SIDES = ['need', 'offer'] as const;
export type WishSide = (typeof WISH_SIDES)[number];
export const WISH_KINDS = ['money', 'books', 'venue', 'speaker', 'hours', 'printing', 'food', 'other'] as const;
export type WishKind = (typeof WISH_KINDS)[number];

export const NOTE_KINDS = ['meeting', 'call', 'letter', 'note'] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

export const AGREEMENT_KINDS = ['mou', 'pks'] as const;
export type AgreementKind = (typeof AGREEMENT_KINDS)[number];
/** What was done with an agreement; how it stands on a day says `standingOf`. */
export const AGREEMENT_STATES = ['draft', 'sent', 'signed', 'ended'] as const;
export type AgreementState = (typeof AGREEMENT_STATES)[number];
export const DUTY_SIDES = ['ours', 'theirs'] as const;
export type DutySide = (typeof DUTY_SIDES)[number];

/** Which agreements a list is of: not signed yet, in force, over within a month, with late obligations, over. */
export const AGREEMENT_VIEWS = ['open', 'active', 'ending', 'late', 'over'] as const;
export type AgreementView = (typeof AGREEMENT_VIEWS)[number];
