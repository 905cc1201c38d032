import type { PersonalDataSource } from '#platform/personal-data';
import { selectOfMember } from './data/certificates.queries.ts';

/**
 * Certificates of a member. They are official documents that others rely on: an erasure leaves them, without a link to the member, as the
 * schedule of the archive (JRA) asks.
 */
const certificatesPersonalData: PersonalDataSource = {
  key: 'certificates',
  exportOf: async (db, memberId) =>
    (await selectOfMember(db, memberId)).map(({ number, content, issuedAt, revokedAt }) => ({
      number,
      program: content.program,
      jp: content.jp,
      issuedAt,
      revokedAt,
    })),
  hindrances: async () => Promise.resolve([]),
  erase: async () => Promise.resolve(),
  kept: { 'certificate.content': 'an official document as it was issued; others check it by its code (JRA)' },
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [certificatesPersonalData];
