/** What pages may know of partners and agreements: fixed lists and types, safe for the browser. */
import type { LocalDate } from '#shared/dates';
import type { AlarmDays, Standing } from './rules/standing.ts';
import type {
  AgreementKind,
  AgreementState,
  DutySide,
  NoteKind,
  PartnerKind,
  PartnerState,
  RelationKind,
  WishKind,
  WishSide,
} from './rules/terms.ts';

export {
  AGREEMENT_KINDS,
  AGREEMENT_VIEWS,
  DUTY_SIDES,
  NOTE_KINDS,
  PARTNER_KINDS,
  PARTNER_STATES,
  RELATION_KINDS,
  WISH_KINDS,
  WISH_SIDES,
  type AgreementKind,
  type AgreementView,
  type DutySide,
  type NoteKind,
  type PartnerKind,
  type PartnerState,
  type RelationKind,
  type WishKind,
  type WishSide,
} from './rules/terms.ts';
export { STANDINGS, type Standing } from './rules/standing.ts';
export { TIE_PARTS, type TiePart } from './rules/tie-parts.ts';
export { MERGED_FIELDS, type MergedField } from './rules/merge.ts';
export {
  CONTRIBUTION_KINDS,
  CONTRIBUTION_STATES,
  CONTRIBUTION_UNITS,
  THANKS_DAYS,
  UNITS_OF,
  VALUE_RULES,
  type ContributionKind,
  type ContributionState,
  type ContributionUnit,
  type ValueRule,
} from './rules/contribution.ts';
export type {
  Contribution,
  ContributionLetter,
  GiftChoice,
  KindSum,
  PartnerContributions,
  SessionChoice,
} from './contributions/shown.ts';
export {
  drawMap,
  MAP_FRAME,
  MOST_STANDING,
  STALE_DAYS,
  stepOf,
  type MapPoint,
  type NextPartner,
  type NextReason,
} from './rules/map.ts';
export {
  COMMITMENT_STATES,
  isLate,
  nextStates,
  type Commitment,
  type CommitmentLine,
  type CommitmentState,
  type CommitmentView,
  type Meeting,
  type MeetingLine,
  type MeetingState,
  type MeetingView,
} from './rules/meetings.ts';

export {
  CLAIM_STATES,
  FILE_STATES,
  NAMED_STATES,
  PAGE_SECTIONS,
  type ClaimState,
  type FileState,
  type NamedState,
  type PageSection,
} from './rules/page-terms.ts';
export type {
  ComingShown,
  ContributionShown,
  DutyShown,
  LinkSheet,
  PageClaim,
  PageFile,
  PageLine,
  PageMessage,
  PageNamed,
  PartnerLink,
  PartnerPage,
} from './rules/page-types.ts';

/** What a partner leaves on their page: a document, or a photo of it. */
export const PAGE_FILE_MEGABYTES = 10;

export type { MailFile, MailLine, PartnerMail } from './mails/mail-shapes.ts';

/** What the library looks for, as staff see it. */
export interface LibraryNeed {
  id: number;
  text: string;
  textEn: string;
  /** The last day on which it is looked for; null = until somebody takes it away. */
  untilOn: LocalDate | null;
  createdBy: string;
}

/** A mail that is filed by hand; mail servers take no more. */
export const MAIL_MEGABYTES = 25;
/** What is signed is kept as it came; a scan of some pages is no larger. */
export const AGREEMENT_MEGABYTES = 16;

/** A partner in a list. */
export interface PartnerLine {
  id: number;
  kind: PartnerKind;
  /** Empty of a person who is forgotten. */
  name: string;
  kelurahan: string;
  state: PartnerState;
  libraryId: number;
  /** Since when they agreed to be named in public; null = they did not. */
  namedOn: LocalDate | null;
  since: LocalDate | null;
  /** Who sees to them, by name. */
  inCharge: string | null;
  /** The last day of a meeting, a call, a letter or a note. */
  lastContactOn: LocalDate | null;
  createdAt: Date;
}

export interface Partner extends PartnerLine {
  address: string;
  phone: string;
  email: string;
  site: string;
  about: string;
  aboutEn: string;
  story: string;
  storyEn: string;
  inChargeId: number | null;
  schoolLibraryId: number | null;
  /** What they offered by the form of the public page. */
  offer: string;
  /** False: the form may have been sent by a machine. */
  proven: boolean;
  createdBy: string;
  version: number;
}

export interface PersonRole {
  id: number;
  partnerId: number;
  partner: string;
  role: string;
  fromOn: LocalDate | null;
  /** null = still. */
  untilOn: LocalDate | null;
}
export interface PartnerPerson {
  id: number;
  /** Empty once they are forgotten. */
  name: string;
  phone: string;
  email: string;
  consentOn: LocalDate | null;
  consentHow: string;
  erased: boolean;
  version: number;
  roles: PersonRole[];
}
export interface PartnerRelation {
  id: number;
  kind: RelationKind;
  /** True: it is said of this partner towards the other; false: the other way round. */
  forward: boolean;
  partnerId: number;
  partner: string;
}
export interface PartnerWish {
  id: number;
  side: WishSide;
  kind: WishKind;
  text: string;
  untilOn: LocalDate | null;
  answer: string;
  answeredAt: Date | null;
  answeredBy: string;
  createdAt: Date;
  version: number;
}
export interface PartnerNote {
  id: number;
  kind: NoteKind;
  onDay: LocalDate;
  text: string;
  nextStep: string;
  nextOn: LocalDate | null;
  nextDoneOn: LocalDate | null;
  writtenBy: string;
  createdAt: Date;
}

/** An agreement in a list. */
export interface AgreementLine {
  id: number;
  partnerId: number;
  partner: string;
  libraryId: number;
  kind: AgreementKind;
  number: string;
  title: string;
  fromOn: LocalDate;
  untilOn: LocalDate;
  standing: Standing;
  /** How many days before its end somebody is to look at it now; null = not now, or somebody has. */
  alarm: AlarmDays | null;
  /** How many obligations are past their day. */
  late: number;
}
export interface Duty {
  id: number;
  side: DutySide;
  text: string;
  dueOn: LocalDate | null;
  accountId: number | null;
  personId: number | null;
  /** Who sees to it, by name; null = nobody is named, '' = somebody who is forgotten. */
  inCharge: string | null;
  doneOn: LocalDate | null;
  doneBy: string;
  version: number;
}
export interface Agreement extends AgreementLine {
  state: AgreementState;
  titleEn: string;
  scope: string;
  scopeEn: string;
  sentOn: LocalDate | null;
  signedOn: LocalDate | null;
  ourSigner: string;
  ourOffice: string;
  theirSignerId: number | null;
  theirSigner: string | null;
  hasFile: boolean;
  endedOn: LocalDate | null;
  endReason: string;
  /** The thread: which agreement it goes on with, and which one goes on with it. */
  follows: { id: number; title: string } | null;
  followedBy: { id: number; title: string } | null;
  createdBy: string;
  version: number;
  duties: Duty[];
}
