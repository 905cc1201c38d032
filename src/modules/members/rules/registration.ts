/** Figures of the code that is sent by e-mail. */
export const CODE_LENGTH = 6;
export const CODE_MINUTES = 30;
/** So many wrong codes, then a new one is asked for. */
export const CODE_TRIES = 5;
/** A form that was begun may be gone on with for so long. */
export const DRAFT_HOURS = 36;

export const registrationStatuses = ['draft', 'submitted', 'approved', 'rejected'] as const;
export type RegistrationStatus = (typeof registrationStatuses)[number];

/** May the code still be tried? */
export const codeHolds = (sent: { codeSentAt: Date | null; codeFailed: number }, now: Date): boolean =>
  sent.codeSentAt !== null &&
  sent.codeFailed < CODE_TRIES &&
  now.getTime() - sent.codeSentAt.getTime() <= CODE_MINUTES * 60_000;

/** Has something shown that a person stands behind it? Others are looked at when they come to the desk and name their number. */
export const isConfirmed = (registration: { proven: boolean; emailConfirmedAt: Date | null }): boolean =>
  registration.proven || registration.emailConfirmedAt !== null;
