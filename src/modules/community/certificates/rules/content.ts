import type { CertificateFacts, CertificateRole, CertificateRule, Signatory } from './types.ts';

/** All that stands on a certificate, in the words of the day it was issued. */
export interface CertificateContent {
  /** The bodies that issue it, in one line. */
  head: string;
  name: string;
  /** As what they took part. */
  role: CertificateRole;
  /** Library, school or other institution of the participant, position and institution of a speaker; may be empty. */
  institution: string;
  /** Also the course, where it is of one. */
  program: string;
  /** "di Aula Perpustakaan, 26–27 November 2026" */
  placeAndDays: string;
  /** First and last day, `YYYY-MM-DD`. */
  startsOn: string;
  endsOn: string;
  library: string;
  /** Of the programme; of a speaker, of the sessions that they gave. */
  jp: number;
  /** Sessions of the programme; of a speaker, their own; lessons of a course, whose hours are told as a whole (0). */
  materials: { title: string; speakers: string; jp: number }[];
  /** "Blitar, 27 November 2026" */
  placeDate: string;
  signatories: Signatory[];
  /** The name stands on the paper alone: whoever checks it by its code is not told who it is. */
  isNameless?: boolean;
}

/** Of a participant: the rule of the day of issue, and what was measured. */
export interface ParticipantBasis extends Pick<CertificateRule, 'minAttendance' | 'needsTests' | 'needsPlan'> {
  facts: CertificateFacts;
}
/** Of a speaker: what they gave. */
export interface SpeakerBasis {
  gave: { sessions: number; jp: number };
}
/** Of a course: the day on which it was finished, and how many lessons it has. */
export interface CourseBasis {
  finished: { on: string; lessons: number };
}
/** Of somebody who gave their time: how long, how much of that by rule because nobody noted when they left, and at what. */
export interface ServiceBasis {
  served: {
    minutes: number;
    byRuleMinutes: number;
    work: { title: string; shifts: number; minutes: number }[];
  };
}
export type CertificateBasis = ParticipantBasis | SpeakerBasis | CourseBasis | ServiceBasis;
