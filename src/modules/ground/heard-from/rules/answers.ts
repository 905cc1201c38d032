/** From where people know of the library or of a programme, in the order in which forms offer it. */
export const HEARD_FROM = [
  'poster',
  'social',
  'website',
  'friend',
  'school',
  'staff',
  'media',
  'passing',
  'other',
] as const;
export type HeardFrom = (typeof HEARD_FROM)[number];

/** When they are asked. */
export const HEARD_MOMENTS = ['registration', 'enrolment'] as const;
export type HeardMoment = (typeof HEARD_MOMENTS)[number];
