import { recordAudit } from '#modules/ground/audit';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Secrets } from '#platform/rights/secrets';
import { findMember } from '../data/members.queries.ts';
import { memberErrors } from '../errors.ts';
import { openNik } from './keep-nik.ts';

/**
 * Shows a NIK in full, once, to who holds `members.view_nik` at the home library. Every view leaves a trace, in the same
 * transaction. Throws `members.not_found`, `members.no_nik`,
 * `members.nik_key_lost`.
 */
export async function revealNik(ctx: Ctx, secrets: Secrets, number: string): Promise<{ nik: string }> {
  authorizeAnywhere(ctx, 'members.view_nik');
  return ctx.db.transaction().execute(async (trx) => {
    const member = await findMember(trx, number);
    if (!member) throw memberErrors.notFound({ number });
    authorize(ctx, 'members.view_nik', member.homeLibraryId);
    const nik = await openNik(trx, secrets, member.id);
    if (nik === null) throw memberErrors.noNik();
    await recordAudit(trx, ctx, {
      action: 'member.nik_viewed',
      entity: 'member',
      entityId: member.id,
      libraryId: member.homeLibraryId,
    });
    return { nik };
  });
}
