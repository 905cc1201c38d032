import { recordAudit } from '#modules/ground/audit';
import { authorize, authorizeAnywhere, serves } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { updateMemberRow, lockMember } from '../data/members.queries.ts';
import { memberErrors } from '../errors.ts';
import { guards } from '../family/list-family.ts';

/**
 * Whether the loans of a member may renew themselves, where the rules let them. For the member's own session, that of the guardian of a
 * child, or `members.edit` at the home library. Saying what is so already changes nothing. Throws `members.not_found`.
 */
export async function chooseAutoRenewal(ctx: Ctx, number: string, on: boolean): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== 'member') authorizeAnywhere(ctx, 'members.edit');
  await ctx.db.transaction().execute(async (trx) => {
    const member = await lockMember(trx, number);
    if (!member) throw memberErrors.notFound({ number });
    if (actor.kind !== 'member') {
      if (!serves(actor, 'members.edit', member.homeLibraryId)) throw memberErrors.notFound({ number });
      authorize(ctx, 'members.edit', member.homeLibraryId);
    } else if (actor.id !== member.id) {
      const pair = { guardianId: actor.id, childId: member.id };
      // nobody learns which numbers are taken
      if (!(await guards(trx, pair, ctx.clock.now(), true))) throw memberErrors.notFound({ number });
    }
    if (member.renewsItself === on) return;
    await updateMemberRow(trx, member.id, { renewsItself: on }, ctx.clock.now());
    await recordAudit(trx, ctx, {
      action: 'member.auto_renewal_chosen',
      entity: 'member',
      entityId: member.id,
      libraryId: member.homeLibraryId,
      before: { renewsItself: !on },
      after: { renewsItself: on },
    });
  });
}
