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

/** Within so many days an offer is answered. */
export const ANSWER_DAYS = 7;
/** Nobody younger is taken. */
export const LEAST_AGE = 13;
export const ADULT_AGE = 18;
