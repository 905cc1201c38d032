import type { LocalDate } from '#shared/dates';
import type { ClaimState, FileState, NamedState, PageSection } from './page-terms.ts';
import type { DutySide, WishKind } from './terms.ts';

/** A link to the page of a partner, for staff. */
export interface PartnerLink {
  id: number;
  partnerId: number;
  /** For all that the partner has; else for one agreement, which may be gone by now (null). */
  whole: boolean;
  agreementId: number | null;
  agreement: string | null;
  /** The page, from the root: whoever has it sees it. null = it is ended. */
  path: string | null;
  sections: PageSection[];
  createdAt: Date;
  createdBy: string;
  renewedOn: LocalDate | null;
  sentOn: LocalDate | null;
  openedOn: LocalDate | null;
  endedAt: Date | null;
  endedBy: string;
  /** How much on it waits for staff. */
  waiting: number;
  version: number;
}
/** A page in the list of all partners'. */
export interface PageLine {
  id: number;
  partnerId: number;
  partner: string;
  agreement: string | null;
  whole: boolean;
  waiting: number;
  openedOn: LocalDate | null;
  isOver: boolean;
}

/** A document that a partner left. */
export interface PageFile {
  id: number;
  name: string;
  words: string;
  /** null = it was removed. */
  fileBytes: number | null;
  state: FileState;
  answer: string;
  sentAt: Date;
  answeredAt: Date | null;
  answeredBy: string;
  version: number;
}
/** What a side wrote. */
export interface PageMessage {
  id: number;
  side: DutySide;
  text: string;
  writtenAt: Date;
  /** Of ours: who. */
  writtenBy: string;
  seenAt: Date | null;
}
/** Somebody whom a partner named. */
export interface PageNamed {
  id: number;
  /** Empty of somebody who is forgotten. */
  name: string;
  role: string;
  phone: string;
  email: string;
  consentOn: LocalDate;
  state: NamedState;
  /** Who they are in the register. */
  personId: number | null;
  answer: string;
  sentAt: Date;
  answeredAt: Date | null;
  answeredBy: string;
  version: number;
}
/** A partner says that an obligation is kept. */
export interface PageClaim {
  id: number;
  dutyId: number;
  duty: string;
  agreement: string;
  /** Since when it stands as kept in the agreement. */
  doneOn: LocalDate | null;
  words: string;
  state: ClaimState;
  answer: string;
  sentAt: Date;
  answeredAt: Date | null;
  answeredBy: string;
  version: number;
}
/** A link with all that was left by it. */
export interface LinkSheet extends PartnerLink {
  files: PageFile[];
  messages: PageMessage[];
  named: PageNamed[];
  claims: PageClaim[];
}

/** What a partner gave, as their page shows it. */
export interface ContributionShown {
  id: number;
  kind: WishKind;
  what: string;
  whatEn: string;
  fromOn: LocalDate;
  untilOn: LocalDate;
  /** Rupiah; null = it was not valued. */
  value: number | null;
}
/** An obligation on the page of a partner. */
export interface DutyShown {
  id: number;
  text: string;
  agreement: string;
  dueOn: LocalDate | null;
  /** Their word that it is kept, which nobody has confirmed. */
  claim: { words: string; isWaiting: boolean; answer: string } | null;
}
/** A day ahead. */
export interface ComingShown {
  what: 'begins' | 'ends' | 'ours' | 'unsigned';
  onDay: LocalDate | null;
  text: string;
}
/** The page of a partner as whoever has its link sees it; a section that is not open is null. */
export interface PartnerPage {
  partner: string;
  library: string;
  today: LocalDate;
  duties: DutyShown[] | null;
  coming: ComingShown[] | null;
  results: ContributionShown[] | null;
  files: PageFile[] | null;
  people: PageNamed[] | null;
  messages: PageMessage[] | null;
}
