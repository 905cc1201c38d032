import type { Ctx } from '#platform/context';
import { can } from '#platform/rights/authorize';
import type { Round } from '../client.ts';
import { findRound } from '../data/rounds.queries.ts';
import { satisfactionErrors } from '../errors.ts';

/** A round that may be read: a published one by everybody, else with `reports.read` there. Throws `satisfaction.round_not_found`. */
export async function readableRound(ctx: Ctx, id: number): Promise<Round> {
  const round = await findRound(ctx.db, id);
  if (!round) throw satisfactionErrors.roundNotFound();
  if (round.state !== 'published' && !can(ctx.actor, 'reports.read', round.library?.id ?? null)) {
    throw satisfactionErrors.roundNotFound();
  }
  return round;
}
