import { recordAudit } from '#modules/ground/audit';
import { guestCalls, noteGuestCall, type GuestCall } from '#modules/people/notifications';
import type { Ctx } from '#platform/context';
import type { Services } from '#platform/services';
import { aboutProposal, getProposal } from './answer-proposal.ts';

/** The answer to a proposal that did not go out by itself: staff tell it. Needs `ideas.manage`. Throws `ideas.proposal_not_found`. */
export async function proposerToCall(
  ctx: Ctx,
  needs: Pick<Services, 'config' | 'notices'>,
  id: number,
): Promise<GuestCall[]> {
  await getProposal(ctx, id);
  return guestCalls(ctx, needs, [aboutProposal(id)]);
}

/** Writes down that staff told it, once. Needs `ideas.manage`. Throws `ideas.proposal_not_found`. @returns false when it was done already */
export async function noteProposerCalled(ctx: Ctx, id: number, messageId: number): Promise<boolean> {
  const { libraryId } = await getProposal(ctx, id);
  return ctx.db.transaction().execute(async (trx) => {
    if ((await noteGuestCall(trx, ctx, messageId, [aboutProposal(id)])) === undefined) return false;
    await recordAudit(trx, ctx, {
      action: 'program_proposal.told',
      entity: 'program_proposal',
      entityId: id,
      libraryId,
    });
    return true;
  });
}
