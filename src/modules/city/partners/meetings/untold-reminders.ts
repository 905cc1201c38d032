import { recordAudit } from '#modules/ground/audit';
import { guestCalls, noteGuestCall, type GuestCall } from '#modules/people/notifications';
import type { Ctx } from '#platform/context';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Services } from '#platform/services';
import { selectUntoldAbouts } from '../data/reminders.queries.ts';

/** Reminders to people of partners that did not go out by themselves, the oldest first: somebody tells them. Needs `partners.manage`. */
export async function untoldReminders(ctx: Ctx, needs: Pick<Services, 'config' | 'notices'>): Promise<GuestCall[]> {
  authorizeAnywhere(ctx, 'partners.manage');
  return guestCalls(ctx, needs, await selectUntoldAbouts(ctx.db, ctx.clock.now()));
}

/** Writes down that somebody told it, once; the address goes. Needs `partners.manage`. @returns false when it was done already, or says nothing true any more */
export async function noteReminded(ctx: Ctx, messageId: number): Promise<boolean> {
  authorizeAnywhere(ctx, 'partners.manage');
  return ctx.db.transaction().execute(async (trx) => {
    const about = await noteGuestCall(trx, ctx, messageId, await selectUntoldAbouts(trx, ctx.clock.now()));
    if (about === undefined) return false;
    await recordAudit(trx, ctx, {
      ...{ action: 'partner_meeting.reminder_told', entity: 'guest_message', entityId: messageId, libraryId: null },
      after: { about },
    });
    return true;
  });
}
