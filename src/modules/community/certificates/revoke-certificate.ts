import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { recordAudit } from '#modules/ground/audit';
import { lockCertificate, markRevoked, type CertificateRow } from './data/certificates.queries.ts';
import { certificateErrors } from './errors.ts';
import { revocationInput } from './schema.ts';

/**
 * Takes a certificate back, with a reason: whoever checks it is told, and it stays on record; another can be issued then. Needs
 * `programs.manage` at its library. Refuses `certificates.not_found`, `already_revoked`.
 */
export async function revokeCertificate(ctx: Ctx, code: string, input: { reason: string }): Promise<void> {
  authorizeAnywhere(ctx, 'programs.manage');
  const { reason } = parseInput(revocationInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const certificate = await lockCertificate(trx, code);
    if (!certificate) throw certificateErrors.notFound();
    authorize(ctx, 'programs.manage', certificate.libraryId);
    await takeBack(trx, ctx, certificate, reason);
  });
}

/**
 * The same of a certificate of given time, in the transaction of the module that had it issued and has checked who may. Refuses
 * `certificates.not_found`, `already_revoked`, `platform.invalid_input`.
 */
export async function revokeServiceCertificate(
  trx: Tx,
  ctx: Ctx,
  code: string,
  input: { reason: string },
): Promise<void> {
  const { reason } = parseInput(revocationInput, input);
  const certificate = await lockCertificate(trx, code);
  if (!certificate || !('served' in certificate.basis)) throw certificateErrors.notFound();
  await takeBack(trx, ctx, certificate, reason);
}

async function takeBack(trx: Tx, ctx: Ctx, certificate: CertificateRow, reason: string): Promise<void> {
  if (certificate.revokedAt) throw certificateErrors.alreadyRevoked();
  await markRevoked(trx, certificate.id, { at: ctx.clock.now(), name: actorName(ctx.actor), reason });
  await recordAudit(trx, ctx, {
    action: 'certificate.revoked',
    entity: 'certificate',
    entityId: certificate.id,
    libraryId: certificate.libraryId,
    after: { number: certificate.number, reason },
  });
}
