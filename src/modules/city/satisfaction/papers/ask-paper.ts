import type { Answer, Heavy } from '#platform/background/heavy';
import type { Ctx } from '#platform/context';
import type { z } from 'zod';
import { parseInput } from '#platform/requests/parse-input';
import { countAttempt, networkOf } from '#platform/requests/rate-limit';
import { paperAsked } from '../schema.ts';
import { readableRound } from '../rounds/readable-round.ts';

/** So many papers one address is made in an hour. */
const PAPERS = { limit: 60, windowSeconds: 3600 };

export const ROUND_PAPER = 'satisfaction.paper';

/**
 * Has the worker make a paper of a round: of a published one for everybody, else for who has `reports.read` there. Throws
 * `satisfaction.round_not_found`, `platform.too_many_requests`, `satisfaction.too_few`, `satisfaction.state_forbids` (a card is of an open round).
 */
export async function askPaper(
  ctx: Ctx,
  heavy: Heavy,
  { ip, ...input }: z.input<typeof paperAsked> & { ip: string },
): Promise<Answer> {
  const asked = parseInput(paperAsked, input);
  // strangers stand in one line for the worker: one of them is not to fill it
  if (ctx.actor.kind !== 'account') await countAttempt(ctx, `satisfaction-paper:${networkOf(ip)}`, PAPERS);
  await readableRound(ctx, asked.roundId);
  return heavy.ask(ctx, { kind: ROUND_PAPER, input: asked });
}
