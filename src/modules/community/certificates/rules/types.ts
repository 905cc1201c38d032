/** As what somebody took part. */
export const CERTIFICATE_ROLES = ['participant', 'speaker', 'facilitator', 'moderator', 'volunteer'] as const;
export type CertificateRole = (typeof CERTIFICATE_ROLES)[number];

/** What a participant still lacks for a certificate. */
export const LACKS = ['attendance', 'tests', 'plan'] as const;
export type Lack = (typeof LACKS)[number];

/** Who signs. */
export interface Signatory {
  /** "Kepala Dinas Perpustakaan dan Kearsipan" */
  office: string;
  name: string;
  /** Rank and NIP, in one line. */
  details: string;
}

/** When a participant gets a certificate. */
export interface CertificateRule {
  /** Percent of the lesson hours; in a programme without lesson hours, of its sessions. */
  minAttendance: number;
  /** Every test of the programme that is answered by name is answered; of others nobody learns who did. */
  needsTests: boolean;
  /** An action plan is handed in. */
  needsPlan: boolean;
  signatories: Signatory[];
}

/** What was measured of a participant. */
export interface CertificateFacts {
  /** Whole percent, rounded down: 79.9 is not yet 80. */
  attendance: number;
  /** Tests of the programme with names, and how many of them this participant has answered. */
  tests: number;
  testsAnswered: number;
  plan: boolean;
}
