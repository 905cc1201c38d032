import { livingPartner } from '#modules/city/partners';
import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { updateVolunteer } from '../data/volunteers.queries.ts';
import { volunteerErrors } from '../errors.ts';
import { heldAt } from './held-volunteer.ts';

/**
 * Says whose volunteer somebody is from now on, or (null) that they come by themselves; hours given before stay where they are, also those that are entered later. Needs `volunteers.manage` at their library, and `partners.manage` to name a
 * partner: the register is for whoever keeps it. Throws
 * `volunteers.not_found`, `volunteers.state_forbids` (gone), `partners.not_found`, `partners.merged`, `platform.version_conflict`.
 */
export async function tiePartner(
  ctx: Ctx,
  id: number,
  { partnerId, version }: { partnerId: number | null; version: number },
): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    if (partnerId !== null) authorizeAnywhere(ctx, 'partners.manage');
    // a partner is held before its volunteers, as by a merging, which takes them along
    if (partnerId !== null) await livingPartner(trx, partnerId);
    const held = await heldAt(trx, ctx, id, version);
    if (held.forgottenAt !== null) throw volunteerErrors.stateForbids();
    // said again, it stands since it was said first
    if (partnerId === (held.partner?.id ?? null)) return;
    await updateVolunteer(trx, id, { partnerId, partnerSince: partnerId === null ? null : ctx.clock.now() });
    await recordAudit(trx, ctx, {
      ...{ action: 'volunteer.partner_set', entity: 'volunteer', entityId: id, libraryId: held.library.id },
      ...{ subjectId: held.memberId, before: { partnerId: held.partner?.id ?? null }, after: { partnerId } },
    });
  });
}
