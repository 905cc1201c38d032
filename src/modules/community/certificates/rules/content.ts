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
  program: string;
  /** "di Aula Perpustakaan, 26–27 November 2026" */
  placeAndDays: string;
  /** First and last day, `YYYY-MM-DD`. */
  startsOn: string;
  endsOn: string;
  library: string;
  /** Of the programme; of a speaker, of the sessions that they gave. */
  jp: number;
  /** Sessions of the programme; of a speaker, their own. */
  materials: { title: string; speakers: string; jp: number }[];
  /** "Blitar, 27 November 2026" */
  placeDate: string;
  signatories: Signatory[];
}

/** Of a participant: the rule of the day of issue, and what was measured. */
export interface ParticipantBasis extends Pick<CertificateRule, 'minAttendance' | 'needsTests' | 'needsPlan'> {
  facts: CertificateFacts;
}
/** Of a speaker: what they gave. */
export interface SpeakerBasis {
  gave: { sessions: number; jp: number };
}
export type CertificateBasis = ParticipantBasis | SpeakerBasis;
