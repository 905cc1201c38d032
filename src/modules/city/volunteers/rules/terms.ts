/** What somebody can offer to do. */
export const SKILLS = [
  'reading_aloud',
  'shelving',
  'teaching',
  'it',
  'languages',
  'crafts',
  'photo',
  'lifting',
] as const;
export type Skill = (typeof SKILLS)[number];

/** What is seen before somebody takes a task that needs it: that they are of age, a reference or police letter, training in conduct with children. */
export const CHECK_KINDS = ['adult', 'reference', 'training'] as const;
export type CheckKind = (typeof CHECK_KINDS)[number];

export const VOLUNTEER_STATES = ['offered', 'active', 'declined', 'left'] as const;
export type VolunteerState = (typeof VOLUNTEER_STATES)[number];

export type PlaceStatus = 'confirmed' | 'waiting' | 'cancelled';

/** What staff note of somebody in confidence. */
export const INCIDENT_KINDS = ['incident', 'praise'] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

/** How an invitation to a shift stands; `withdrawn`: the shift was called off. */
export const INVITATION_STATES = ['open', 'accepted', 'declined', 'withdrawn'] as const;
export type InvitationState = (typeof INVITATION_STATES)[number];

/** A certificate is given from so many minutes on. */
export const LEAST_CERTIFICATE_MINUTES = 600;
/** Of so many days back it is looked who helped how much, so that shifts are spread fairly. */
export const RECENT_DAYS = 90;
/** Within so many days an offer is answered. */
export const ANSWER_DAYS = 7;
/** Nobody younger is taken. */
export const LEAST_AGE = 13;
export const ADULT_AGE = 18;
