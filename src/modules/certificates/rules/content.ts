import type { CertificateFacts, CertificateRule, Signatory } from './types.ts';

/** All that stands on a certificate, in the words of the day it was issued. */
export interface CertificateContent {
  /** The bodies that issue it, in one line. */
  head: string;
  name: string;
  /** Library, school or other institution of the participant; may be empty. */
  institution: string;
  program: string;
  /** "di Aula Perpustakaan, 26–27 November 2026" */
  placeAndDays: string;
  /** First and last day, `YYYY-MM-DD`. */
  startsOn: string;
  endsOn: string;
  library: string;
  jp: number;
  materials: { title: string; speakers: string; jp: number }[];
  /** "Blitar, 27 November 2026" */
  placeDate: string;
  signatories: Signatory[];
}

/** The rule of the day of issue, and what was measured. */
export interface CertificateBasis extends Pick<CertificateRule, 'minAttendance' | 'needsTests' | 'needsPlan'> {
  facts: CertificateFacts;
}
