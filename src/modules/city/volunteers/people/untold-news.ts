import { recordAudit } from '#modules/ground/audit';
import { guestCalls, noteGuestCall, type GuestCall } from '#modules/people/notifications';
import type { Ctx } from '#platform/context';
import { seenLibraries } from '#platform/rights/authorize';
import type { Services } from '#platform/services';
import { findVolunteerOf, selectUntoldAbouts } from '../data/untold.queries.ts';

/** News for volunteers without a card that did not go out by itself, the oldest first: somebody tells them. Needs `volunteers.manage`; of the libraries where the actor has it. */
export async function untoldNews(ctx: Ctx, needs: Pick<Services, 'config' | 'notices'>): Promise<GuestCall[]> {
  const libraryIds = seenLibraries(ctx, 'volunteers.manage', undefined);
  return guestCalls(ctx, needs, await selectUntoldAbouts(ctx.db, libraryIds, ctx.clock.now()));
}

/** Writes down that somebody told it, once; the address goes. Needs and sees as {@link untoldNews}. @returns false when it was done already, or says nothing true any more */
export async function noteNewsTold(ctx: Ctx, messageId: number): Promise<boolean> {
  const libraryIds = seenLibraries(ctx, 'volunteers.manage', undefined);
  return ctx.db.transaction().execute(async (trx) => {
    const seen = await selectUntoldAbouts(trx, libraryIds, ctx.clock.now());
    const about = await noteGuestCall(trx, ctx, messageId, seen);
    const volunteer = about === undefined ? undefined : await findVolunteerOf(trx, about);
    if (!volunteer) return false;
    await recordAudit(trx, ctx, {
      ...{ action: 'volunteer.news_told', entity: 'volunteer', entityId: volunteer.id },
      ...{ libraryId: volunteer.libraryId, after: { about } },
    });
    return true;
  });
}
