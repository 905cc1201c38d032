import type { Ctx } from '#platform/context';
import { writeConsent } from '../consents/record-consent.ts';
import { lockMember } from '../data/members.queries.ts';
import { atDeskOrOwn, theirs } from './desk-access.ts';

/**
 * Takes the consent to greeting and help at the desk back, with which all that was said is deleted; a member below 18 may do it alone. The
 * member's own session, or `members.desk_help` for staff who serve that member. Doing it twice changes nothing. Throws `members.not_found`.
 */
export async function takeBackDeskHelp(ctx: Ctx, number: string): Promise<void> {
  atDeskOrOwn(ctx);
  await ctx.db.transaction().execute(async (trx) => {
    const member = theirs(ctx, number, await lockMember(trx, number));
    const channel = ctx.actor.kind === 'member' ? 'web' : 'desk';
    await writeConsent(trx, ctx, member, { purpose: 'desk_help', act: 'withdrawn', channel });
  });
}
