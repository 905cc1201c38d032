import type { LocalDate } from '#shared/dates';
import type { ConsentChannel, GuardianConsent, LedgerPurpose, LetterWay } from './rules/consent.ts';
import type { MemberKind } from './rules/membership.ts';
import type { MemberTexts } from './rules/member-fields.ts';
import type { NikMismatch } from './rules/nik.ts';
import type { RequestKind, RequestStatus } from './rules/subject-request.ts';

export { ageFitsCategory, blockHolds, GUARDIAN_AGE, isExpired } from './rules/membership.ts';
export { PIN_LENGTH } from './rules/pin.ts';

export { nikMismatches, type NikMismatch } from './rules/nik.ts';

export { deskNeeds, GREETING_LENGTH, OWN_WORDS_LENGTH, type DeskHelp, type DeskNeed } from './rules/desk-help.ts';

export {
  askGuardian,
  barePurposes,
  consentChannels,
  consentPurposes,
  guardianConsentMissing,
  ledgerPurposes,
  letterWays,
  type ConsentChannel,
  type ConsentPurpose,
  type GuardianConsent,
  type LedgerPurpose,
  type LetterWay,
} from './rules/consent.ts';

/** One wording of a purpose. */
export interface ConsentText {
  purpose: LedgerPurpose;
  version: number;
  titleId: string;
  titleEn: string;
  bodyId: string;
  bodyEn: string;
  publishedAt: Date;
  publishedBy: string;
}
/** How a purpose stands with a member. */
export interface ConsentState {
  text: ConsentText;
  given: boolean;
  /** When it was last given or withdrawn; null = never spoken of. */
  since: Date | null;
  /** Given under an older wording than the one that holds now. */
  outdated: boolean;
}
/** One line of the ledger. */
export interface ConsentEvent {
  id: number;
  purpose: LedgerPurpose;
  textVersion: number;
  act: 'given' | 'withdrawn';
  givenBy: 'member' | 'guardian';
  guardianName: string | null;
  guardianRelation: string | null;
  guardianContact: string | null;
  channel: ConsentChannel;
  /** Of a consent to letters: about what. */
  topic: string | null;
  /** Of a consent to letters: by which way they come. */
  way: LetterWay | null;
  at: Date;
  recordedBy: string;
}

export {
  APPLICANT_FIELDS,
  byApplicantField,
  byField,
  CARD_FIELDS,
  fieldsThat,
  MEMBER_FIELDS,
  type CardFieldName,
  type MemberFieldName,
  type MemberTexts,
} from './rules/member-fields.ts';

/** What a photo of a member may have: that of a modern phone has less. */
export const PHOTO_MEGABYTES = 15;

export {
  CODE_MINUTES,
  codeWays,
  PHONE_CODE_HOURS,
  registrationStatuses,
  type CodeWay,
  type RegistrationStatus,
} from './rules/registration.ts';

export {
  ANSWER_HOURS,
  hoursLeft,
  requestKinds,
  requestStatuses,
  type RequestKind,
  type RequestStatus,
} from './rules/subject-request.ts';

/** What somebody asked about the own data. */
export interface SubjectRequest {
  id: number;
  memberId: number;
  number: string;
  fullName: string;
  homeLibraryId: number;
  timeZone: string;
  kind: RequestKind;
  details: string | null;
  channel: 'web' | 'desk';
  status: RequestStatus;
  requestedAt: Date;
  dueAt: Date;
  decidedAt: Date | null;
  decidedBy: string | null;
  outcome: string | null;
}

export { incidentAddressees, incidentData, type IncidentAddressee, type IncidentData } from './rules/incident.ts';

export const sexes = ['L', 'P'] as const;
export type Sex = (typeof sexes)[number];
export { memberKinds, type MemberKind } from './rules/membership.ts';
/** Somebody who speaks for an institution. */
export interface MemberContact {
  name: string;
  /** What the person is there: librarian, head of the TBM. */
  role: string | null;
  phone: string | null;
  email: string | null;
  /** May borrow on the card of the institution. */
  mayBorrow: boolean;
}
/** So many contact persons an institution may name. */
export const MAX_CONTACTS = 5;
export const memberStatuses = ['active', 'withdrawn'] as const;
export type MemberStatus = (typeof memberStatuses)[number];
/**
 * `manual` = a person says so; `suspension` = a late return; `restricted` = the data are only kept, at the member's request; `lost_card` =
 * whoever shows the card need not be its owner.
 */
export const blockKinds = ['manual', 'suspension', 'restricted', 'lost_card'] as const;
export type BlockKind = (typeof blockKinds)[number];
export interface MemberCategory {
  id: number;
  code: string;
  nameId: string;
  nameEn: string;
  /** For whom it is; a member's kind is that of the category. */
  kind: MemberKind;
  minAge: number | null;
  maxAge: number | null;
  /** null = the card never expires */
  validityMonths: number | null;
  sortOrder: number;
  active: boolean;
  version: number;
}

/** A row of a class list as it was read; what could not be read is as it was written. */
export interface PupilRow {
  /** Line of the file. */
  line: number;
  fullName: string;
  /** ISO, where it could be read. */
  birthDate: string;
  sex: Sex | null;
  /** NISN or the school's own number, which becomes the member number; null = the next of the pattern. */
  number: string | null;
  className: string;
  guardianName: string;
  guardianPhone: string | null;
}

/** A reason why a member may not borrow. */
export interface MemberBlock {
  id: number;
  kind: BlockKind;
  reason: string;
  /** The last day on which it holds; null = until it is lifted. */
  untilDate: LocalDate | null;
  createdAt: Date;
  createdBy: string;
}

/** What a list shows of a member: nothing that is not needed to find the right one. */
export interface MemberSummary {
  id: number;
  number: string;
  fullName: string;
  kind: MemberKind;
  /** Code of the category. */
  category: string;
  /** Code of the home library. */
  homeLibrary: string;
  expiresOn: LocalDate | null;
  status: MemberStatus;
}

export interface Member extends MemberSummary, MemberTexts {
  birthDate: LocalDate | null;
  sex: Sex | null;
  /** The last four figures of the NIK; null = none is stored. */
  nikLast4: string | null;
  /** What of this record the NIK contradicts. */
  nikMismatch: NikMismatch[];
  homeLibraryId: number;
  /** Of the home library. */
  timeZone: string;
  /** What the ledger says of the guardian's consent to the membership; of meaning below 18. */
  guardianConsent: GuardianConsent;
  joinedOn: LocalDate;
  /** Since when the data are kept only, at the member's request. */
  restrictedAt: Date | null;
  /** When somebody last said that the data are right, and who. */
  dataConfirmedAt: Date | null;
  dataConfirmedBy: string | null;
  /** Since when this is a pseudonym. */
  erasedAt: Date | null;
  hasPhoto: boolean;
  hasPin: boolean;
  locale: 'id' | 'en';
  isSample: boolean;
  version: number;
  /** Who speaks for an institution; none of a person. */
  contacts: MemberContact[];
  /** Blocks that have not been lifted, also those whose last day has passed. */
  blocks: MemberBlock[];
  /** True when address, contact, guardian's contact and notes were left out, because the reader may not edit members. */
  reduced: boolean;
}

/** What a visit counts of whoever shows a card. */
export interface CardHolder {
  id: number;
  number: string;
  fullName: string;
  kind: MemberKind;
  sex: Sex | null;
  birthDate: LocalDate | null;
  /** Code of the category. */
  category: string;
  kelurahan: string | null;
  kecamatan: string | null;
  homeLibraryId: number;
  /** False where the card was lost, or the data of its owner are only kept: nobody is counted by it. */
  usable: boolean;
}

/** What lending needs to know of a member. */
export interface LoanMember {
  id: number;
  number: string;
  fullName: string;
  kind: MemberKind;
  categoryId: number;
  categoryCode: string;
  homeLibraryId: number;
  expiresOn: LocalDate | null;
  /** The last day on which the member was seen at any library. */
  lastActiveOn: LocalDate;
  status: MemberStatus;
  /** Only a pseudonym is left of them. */
  erased: boolean;
  birthDate: LocalDate | null;
  guardianConsent: GuardianConsent;
  email: string | null;
  locale: 'id' | 'en';
  /** false = the member renews by hand, whatever the rules would do by themselves. */
  renewsItself: boolean;
  /** Blocks that have not been lifted; ask `blockHolds` whether one holds on a day. */
  blocks: { id: number; kind: BlockKind; reason: string; untilDate: LocalDate | null }[];
}
