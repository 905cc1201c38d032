import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { localDate, type LocalDate, HOME_ZONE } from '#shared/dates';
import { raiseLastActive } from '../data/activity.queries.ts';

/** The day that is kept for an act at an instant. Which zone it is of does not matter to a span of years; one for all keeps days comparable. */
export const activeDay = (at: Date): LocalDate => localDate(at, HOME_ZONE);

/**
 * Keeps that a member was seen here: by a loan, a sign-in, a visit, an enrolment, a hold. Retention counts from this day, since the traces
 * themselves are cut long before. Writes once a day and member, so that a desk does not pay for it with every scan; never goes back.
 * @param member with the day that is known, where the caller has just read it: then nothing at all is asked
 * @param at when it was, if not now (what a device brings later)
 */
export async function noteActivity(
  trx: Tx,
  ctx: Pick<Ctx, 'clock'>,
  member: { id: number; lastActiveOn?: LocalDate },
  at: Date = ctx.clock.now(),
): Promise<void> {
  const day = activeDay(at);
  if (member.lastActiveOn !== undefined && member.lastActiveOn >= day) return;
  await raiseLastActive(trx, member.id, day);
}
