import type { LocalDate } from '#shared/dates';
import type { ContributionKind, ContributionState, ContributionUnit, ValueRule } from '../rules/contribution.ts';

/** A letter of the library about a contribution. */
export interface ContributionLetter {
  letterId: number;
  number: string;
  /** True: it was taken back, another one can be issued. */
  isRevoked: boolean;
}

/** What a partner gave or promised. */
export interface Contribution {
  id: number;
  partnerId: number;
  /** Empty of a person who is forgotten. */
  partner: string;
  libraryId: number;
  kind: ContributionKind;
  fromOn: LocalDate;
  untilOn: LocalDate;
  what: string;
  whatEn: string;
  /** Of a gift the copies that are kept, as the gift stands now; null = nobody counted, or of some of its books it is not decided. */
  quantity: number | null;
  unit: ContributionUnit | null;
  valuedBy: ValueRule;
  value: number | null;
  valueBasis: string;
  state: ContributionState;
  voidReason: string;
  donationId: number | null;
  donationNumber: string | null;
  programId: number | null;
  program: string | null;
  sessionId: number | null;
  session: string | null;
  speakerId: number | null;
  speaker: string | null;
  /** Loans of the copies that were given; null = it is no gift. */
  loans: number | null;
  /** People who came to the session; null = there is none. */
  people: number | null;
  evidence: string;
  receipt: ContributionLetter | null;
  thanks: ContributionLetter | null;
  /** By what it was thanked for: a letter of its own, that of the gift. */
  thankedBy: 'letter' | 'gift' | null;
  /** It is a gift that has its own letter of thanks, or will have: none is issued here. */
  thanksAtGift: boolean;
  receivedAt: Date | null;
  receivedBy: string;
  createdAt: Date;
  createdBy: string;
  version: number;
}

/** Sums of what came, of one kind. */
export interface KindSum {
  kind: ContributionKind;
  /** How many contributions. */
  count: number;
  /** Rupiah of those that are valued. */
  value: number;
  /** How many of them are not valued. */
  unvalued: number;
  quantities: { unit: ContributionUnit; quantity: number }[];
}

/** What a partner gave in a period, each contribution once, on its first day. */
export interface PartnerContributions {
  lines: Contribution[];
  kinds: KindSum[];
  count: number;
  value: number;
  unvalued: number;
}

/** Something that the library knows already and that nobody is named as giver of. */
export interface GiftChoice {
  id: number;
  number: string;
  donorName: string;
  receivedOn: LocalDate;
  copies: number;
}
export interface SessionChoice {
  sessionId: number;
  /** null = the room of the session. */
  speakerId: number | null;
  speaker: string;
  session: string;
  program: string;
  startsAt: Date;
}
