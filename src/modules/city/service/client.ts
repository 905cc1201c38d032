/** What pages may know about tickets: fixed lists and types, safe for the browser. */
import type { AboutKind, ContactKind, Rating, TicketKind, TicketState, TicketStep } from './rules/states.ts';
import type { TicketClocks } from './rules/clocks.ts';

export {
  ABOUT_KINDS,
  type AboutKind,
  COMPLAINT_KINDS,
  CONTACT_KINDS,
  type ContactKind,
  ENQUIRY_KINDS,
  OPEN_STATES,
  PERSON_VIAS,
  RATINGS,
  type Rating,
  TICKET_KINDS,
  TICKET_STATES,
  TICKET_STEPS,
  TICKET_VIAS,
  type TicketKind,
  type TicketState,
  type TicketStep,
  type TicketVia,
} from './rules/states.ts';
export type { ServiceClock, TicketClocks } from './rules/clocks.ts';
export type { HoursOf } from './rules/working-time.ts';
export type { LawLimit } from './rules/law-limit.ts';
export { LAW_UNITS, type LawUnit, type ServiceTarget } from './rules/targets.ts';
export { isSecretCode, printedCode } from './rules/secret-code.ts';

export const TICKET_TEXT_LENGTH = 5000;
/** Files with one message. */
export const TICKET_FILES = 3;
export const TICKET_FILE_MEGABYTES = 10;
/** Days without a word of whoever was asked after which a ticket counts as solved. */
export const WAITS_DAYS = 30;
/** Days after the solution on which a ticket closes by itself. */
export const CLOSES_AFTER_DAYS = 7;

/** What a ticket is about. */
export interface TicketAbout {
  kind: AboutKind;
  /** The id of it, or the address of a page. */
  ref: string;
  /** As it was called when the ticket was sent. */
  label: string;
}

export interface TicketFile {
  id: number;
  mediaType: string;
  sizeBytes: number;
}

/** A message as whoever sent the ticket reads it. */
export interface FollowedMessage {
  id: number;
  byPerson: boolean;
  /** Of who answered for the library; '' of the person's own. */
  staffName: string;
  text: string;
  writtenAt: Date;
  files: TicketFile[];
}

export interface FollowedStep {
  at: Date;
  what: TicketStep;
  detail: string;
}

/** A ticket as whoever sent it follows it. */
export interface FollowedTicket {
  number: string;
  kind: TicketKind;
  state: TicketState;
  title: string;
  library: { id: number; name: string; timeZone: string };
  about: TicketAbout | null;
  contactKind: ContactKind;
  createdAt: Date;
  messages: FollowedMessage[];
  steps: FollowedStep[];
  clocks: TicketClocks;
  /** When it closes by itself, while it is solved and not closed. */
  closesAt: Date | null;
  /** It is answered together with others that say the same. */
  isMerged: boolean;
  /** What changed because of it. */
  changeText: string;
  handedTo: string;
  /** Its number there (SP4N-LAPOR). */
  handedNumber: string;
  rating: Rating | null;
  ratingWords: string;
  mayWrite: boolean;
  mayRate: boolean;
  mayReopen: boolean;
  /** Tickets that staff made of parts of it: followed by the same code and their number. */
  parts: { number: string; title: string; state: TicketState }[];
}

/** A ticket of a member, for the list in their account. */
export interface OwnTicket {
  number: string;
  kind: TicketKind;
  state: TicketState;
  title: string;
  createdAt: Date;
  /** The library has asked something, or its answer waits to be judged. */
  waitsForMe: boolean;
}

/** What changed because of a ticket, for everybody. */
export interface PublicChange {
  id: number;
  timeZone: string;
  kind: TicketKind;
  text: string;
  libraryName: string;
  changedAt: Date;
}
