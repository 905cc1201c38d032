/** Figures of the code that shows whose mailbox or telephone it is. */
export const CODE_LENGTH = 6;
export const CODE_MINUTES = 30;
/** A code to a telephone may have to wait until a librarian sends it by hand. */
export const PHONE_CODE_HOURS = 24;
/** So many wrong codes, then a new one is asked for. */
export const CODE_TRIES = 5;
/** A form that was begun may be gone on with for so long. */
export const DRAFT_HOURS = 36;

export const registrationStatuses = ['draft', 'submitted', 'approved', 'rejected'] as const;
export type RegistrationStatus = (typeof registrationStatuses)[number];

export const codeWays = ['email', 'phone'] as const;
export type CodeWay = (typeof codeWays)[number];

/** For how long a code holds, in milliseconds. */
export const codeLife = (way: CodeWay): number => (way === 'phone' ? PHONE_CODE_HOURS * 60 : CODE_MINUTES) * 60_000;

/** May the code still be tried? */
export const codeHolds = (
  sent: { codeSentAt: Date | null; codeFailed: number; codeWay: CodeWay | null },
  now: Date,
): boolean =>
  sent.codeSentAt !== null &&
  sent.codeFailed < CODE_TRIES &&
  now.getTime() - sent.codeSentAt.getTime() <= codeLife(sent.codeWay ?? 'email');

interface Confirmations {
  emailConfirmedAt: Date | null;
  phoneConfirmedAt: Date | null;
}
/** Has a code been typed in, from the mailbox or from the telephone? */
export const isCodeConfirmed = (registration: Confirmations): boolean =>
  registration.emailConfirmedAt !== null || registration.phoneConfirmedAt !== null;

/** Has something shown that a person stands behind it? Others are looked at when they come to the desk and name their number. */
export const isConfirmed = (registration: Confirmations & { proven: boolean }): boolean =>
  registration.proven || isCodeConfirmed(registration);
