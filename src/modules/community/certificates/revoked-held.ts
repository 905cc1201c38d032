import { authorize, authorizeAnywhere, grantedLibraries, serves } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { lockCertificate } from './data/certificates.queries.ts';
import { findHolderName, selectHeldAt, type CertificateHolder, type HeldAtRow } from './data/held.queries.ts';
import { certificateErrors } from './errors.ts';
import { plainCode } from './verify-certificate.ts';
import { isSeenBy } from './whose-certificate.ts';

/** A certificate of something that was finished outside programmes, for staff of the library that gave it. */
interface HeldCertificateAt {
  code: string;
  number: string;
  /** As it stands on the paper; empty where it stands there alone. */
  name: string;
  title: string;
  library: { id: number; name: string; timeZone: string };
  issuedAt: Date;
  /** When it was taken back; null: it holds. */
  revokedAt: Date | null;
  /** Another can be given: it was taken back, it is known whose it was, and they have none that holds. */
  mayGiveAgain: boolean;
}

const seen = ({ actor }: Pick<Ctx, 'actor'>, { homeLibraryId }: HeldAtRow): boolean =>
  homeLibraryId === null || serves(actor, 'programs.manage', homeLibraryId);

/**
 * Certificates of courses at the libraries where one takes certificates back, the newest first; of members whom one does not serve none, and of
 * whoever gave their time and may be a child only that whose whole number or code is asked for, without the name: whoever holds the paper has both, also after its volunteer has left. Needs `programs.manage`. @param query.words in the name, the title, the number or the code; empty: all
 */
export async function heldCertificatesAt(
  ctx: Ctx,
  { words, limit }: { words: string; limit: number },
): Promise<HeldCertificateAt[]> {
  authorizeAnywhere(ctx, 'programs.manage');
  const granted = grantedLibraries(ctx.actor, 'programs.manage');
  const rows = await selectHeldAt(ctx.db, { libraryIds: granted === 'all' ? null : granted, words, limit });
  return rows
    .filter((row) => seen(ctx, row))
    .map(({ code, number, content, libraryId, timeZone, issuedAt, revokedAt, mayGiveAgain }) => ({
      ...{
        code,
        number,
        issuedAt,
        revokedAt,
        mayGiveAgain,
        name: content.isNameless === true ? '' : content.name,
        title: content.program,
      },
      library: { id: libraryId, name: content.library, timeZone },
    }));
}

/**
 * Holds a certificate of something that was finished outside programmes and was taken back, for whoever may give another, with the name that its
 * holder has now. Needs `programs.manage` at its library. Refuses `certificates.not_found` (also where it is forgotten whose it was), `not_revoked`.
 */
export async function revokedHeld(
  trx: Tx,
  ctx: Pick<Ctx, 'actor'>,
  code: string,
): Promise<{ subject: string; holder: CertificateHolder; name: string; libraryId: number }> {
  authorizeAnywhere(ctx, 'programs.manage');
  const row = await lockCertificate(trx, plainCode(code));
  if (!row || row.subject === null) throw certificateErrors.notFound();
  authorize(ctx, 'programs.manage', row.libraryId);
  if (!isSeenBy(ctx, row)) throw certificateErrors.notFound();
  if (row.revokedAt === null) throw certificateErrors.notRevoked();
  const { subject, libraryId, memberId, accountId } = row;
  const holder = accountId !== null ? { accountId } : memberId !== null ? { memberId } : null;
  const name = holder && (await findHolderName(trx, holder));
  if (!holder || !name) throw certificateErrors.notFound();
  return { subject, holder, name, libraryId };
}
