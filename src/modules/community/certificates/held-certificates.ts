import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import type { CertificateRow } from './data/certificates.queries.ts';
import { selectHeldById, selectHeldOfMember, selectOfAccounts, type HeldRow } from './data/held.queries.ts';
import type { CertificateRole } from './rules/types.ts';
import { checkCode } from './verify-certificate.ts';

/** A certificate as other modules count it. */
export interface HeldCertificate {
  id: number;
  /** Whose it is, of what somebody of staff finished outside a programme. */
  accountId: number | null;
  /** What was finished outside a programme; null: it is of a programme. */
  subject: string | null;
  number: string;
  code: string;
  name: string;
  /** What it is about. */
  title: string;
  library: string;
  /** Its last day. */
  endsOn: string;
  jp: number;
  /** As what they were there. */
  role: CertificateRole;
  isRevoked: boolean;
}

const heldOf = (row: HeldRow | CertificateRow): HeldCertificate => {
  const { id, accountId, subject, number, code, content, revokedAt } = row;
  const { name, program: title, library, endsOn, jp, role } = content;
  return {
    id,
    accountId,
    subject,
    number,
    code,
    name,
    title,
    library,
    endsOn,
    jp,
    role,
    isRevoked: revokedAt !== null,
  };
};

/** What people of staff finished outside programmes, also what was taken back. The caller has checked who may see it. */
export const certificatesOfAccounts = async (db: Db | Tx, accountIds: readonly number[]): Promise<HeldCertificate[]> =>
  (await selectOfAccounts(db, accountIds)).map(heldOf);

/** The same of a member. The caller has checked who may see it. */
export const certificatesOfMember = async (db: Db | Tx, memberId: number): Promise<HeldCertificate[]> =>
  (await selectHeldOfMember(db, memberId)).map(heldOf);

/** Certificates by their ids. The caller has checked who may see them. */
export const certificatesById = async (db: Db | Tx, ids: readonly number[]): Promise<HeldCertificate[]> =>
  (await selectHeldById(db, ids)).map(heldOf);

/**
 * The certificate of a code, for whoever has it. Refuses `certificates.not_found`, `platform.too_many_requests`.
 * @param ip who asks: nobody may try all codes
 */
export const readCertificate = async (
  ctx: Pick<Ctx, 'db' | 'clock'>,
  code: string,
  ip: string,
): Promise<HeldCertificate> => heldOf(await checkCode(ctx, code, ip));
