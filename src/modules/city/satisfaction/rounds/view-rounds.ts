import { z } from 'zod';
import type { Ctx } from '#platform/context';
import { decodeCursor, toPage } from '#platform/requests/http';
import { authorize, authorizeAnywhere, grantedLibraries } from '#platform/rights/authorize';
import type { FollowUp, Round } from '../client.ts';
import { selectFollowUps } from '../data/follow-ups.queries.ts';
import { findRound, selectPublished, selectRounds } from '../data/rounds.queries.ts';
import { satisfactionErrors } from '../errors.ts';
import { lineOf, type LinePoint } from './public-round.ts';
import { readResults, resultsBefore, type RoundResults } from './round-results.ts';

/** A page of rounds, the latest made first, of the libraries where one reads reports; those of the network are for who reads all. */
export async function listRounds(
  ctx: Ctx,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ data: Round[]; next: string | null }> {
  authorizeAnywhere(ctx, 'reports.read');
  const granted = grantedLibraries(ctx.actor, 'reports.read');
  const [beforeId = null] = decodeCursor(cursor, z.tuple([z.int()])) ?? [];
  const rows = await selectRounds(ctx.db, {
    libraries: granted === 'all' ? null : granted,
    beforeId,
    limit: limit + 1,
  });
  return toPage(rows, limit, ({ id }) => [id]);
}

/** One of them. Needs `reports.read` there. Throws `satisfaction.round_not_found`. */
export async function getRound(ctx: Ctx, id: number): Promise<Round> {
  authorizeAnywhere(ctx, 'reports.read');
  const round = await findRound(ctx.db, id);
  if (!round) throw satisfactionErrors.roundNotFound();
  authorize(ctx, 'reports.read', round.library?.id ?? null);
  return round;
}

/** A round with what came of it, and of the one before. */
export interface RoundView {
  round: Round;
  results: RoundResults;
  followUps: FollowUp[];
  /** The round of the same service there that ended before it, with what it led to. */
  before: { round: Round; results: RoundResults; followUps: FollowUp[] } | null;
  /** Earlier values and published rounds of the service there, up to this one. */
  line: LinePoint[];
}

/** Everything of a round. Needs `reports.read` there. Throws `satisfaction.round_not_found`. */
export async function viewRound(ctx: Ctx, id: number): Promise<RoundView> {
  const round = await getRound(ctx, id);
  const before = await resultsBefore(ctx, round, ['closed', 'published']);
  return {
    round,
    results: await readResults(ctx, round, before?.results ?? null),
    followUps: await selectFollowUps(ctx.db, id),
    before: before && { ...before, followUps: await selectFollowUps(ctx.db, before.round.id) },
    line: await lineOf(ctx, round, await selectPublished(ctx.db)),
  };
}
