import type { CertificateRole } from './types.ts';

/** As certificates say it, which are in Indonesian. */
export const ROLE_WORDS: Record<CertificateRole, string> = {
  participant: 'peserta',
  speaker: 'narasumber',
  facilitator: 'fasilitator',
  moderator: 'moderator',
  volunteer: 'relawan',
};
