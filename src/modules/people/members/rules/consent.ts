import type { LocalDate } from '#shared/dates';
import { needsGuardian } from './membership.ts';

/** What consent is asked for; lending itself is a public service and asks for none. */
export const consentPurposes = ['membership', 'reminders', 'reading_history', 'photos', 'news', 'desk_help'] as const;
export type ConsentPurpose = (typeof consentPurposes)[number];
/** Purposes to which a bare yes is given; that to `desk_help` comes with what the member says of it. */
export const barePurposes = ['membership', 'reminders', 'reading_history', 'photos', 'news'] as const;
export const isBare = (purpose: ConsentPurpose): boolean => purpose !== 'desk_help';
/**
 * What subscribers to letters are asked, for each topic and way: that letters come, and that they may be fitted to what the subscriber borrows.
 * The subscriptions ask it, not the card.
 */
export const letterPurposes = ['letters', 'letters_reading'] as const;
export type LetterPurpose = (typeof letterPurposes)[number];
/** The ways by which letters can be wanted. */
export const letterWays = ['email', 'whatsapp'] as const;
export type LetterWay = (typeof letterWays)[number];
/** All that stands in the ledger. */
export const ledgerPurposes = [...consentPurposes, ...letterPurposes] as const;
export type LedgerPurpose = (typeof ledgerPurposes)[number];
export const consentChannels = ['desk', 'paper', 'web', 'email', 'phone'] as const;
export type ConsentChannel = (typeof consentChannels)[number];
export const guardianConsents = ['unknown', 'missing', 'given'] as const;
export type GuardianConsent = (typeof guardianConsents)[number];

interface Person {
  birthDate: LocalDate | null;
  guardianConsent: GuardianConsent;
}

/**
 * A registration of somebody below 18 is not complete without the guardian's consent (UU 27/2022 art. 25): until then the card
 * reads in the library and does not borrow. Members from before the ledger (`unknown`) are asked at the next visit, not sent away.
 */
export const guardianConsentMissing = (person: Person, today: LocalDate): boolean =>
  needsGuardian(person.birthDate, today) && person.guardianConsent === 'missing';

/** Should the desk ask the guardian now? */
export const askGuardian = (person: Person, today: LocalDate): boolean =>
  needsGuardian(person.birthDate, today) && person.guardianConsent !== 'given';

/** Who speaks for a member on a day. */
export const consentSpeaker = (birthDate: LocalDate | null, today: LocalDate): 'member' | 'guardian' =>
  needsGuardian(birthDate, today) ? 'guardian' : 'member';

/** A purpose that is asked of this member: consent to the membership is for guardians only. */
export const isAskedOf = (purpose: ConsentPurpose, speaker: 'member' | 'guardian'): boolean =>
  purpose !== 'membership' || speaker === 'guardian';
