import type { ColumnWords, PersonalDataSource } from '#platform/rights/personal-data';
import { selectOfMember } from './data/certificates.queries.ts';
import { unlinkMember } from './data/held.queries.ts';

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
  erase: async (trx, _ctx, memberId) => unlinkMember(trx, memberId),
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [certificatesPersonalData];

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  {
    table: 'certificate',
    of: 'enrolment_id',
    cut: 'enrolment_id member_id',
    staff: 'account_id issued_by revoked_by',
    none: 'revoked_reason subject',
    kept: {
      content: 'an official document as it was issued; others check it by its code (JRA)',
      'number code basis': 'a certificate is found in its register (JRA), without whose it is',
    },
    rest: 'none',
  },
  { table: 'certificate_rule', staff: 'signatories', rest: 'none' },
];
