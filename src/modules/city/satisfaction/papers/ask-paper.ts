import type { Answer, Heavy } from '#platform/background/heavy';
import type { Ctx } from '#platform/context';
import type { z } from 'zod';
import { parseInput } from '#platform/requests/parse-input';
import { paperAsked } from '../schema.ts';
import { readableRound } from '../rounds/readable-round.ts';

export const ROUND_PAPER = 'satisfaction.paper';

/**
 * Has the worker make a paper of a round: of a published one for everybody, else for who has `reports.read` there. Throws
 * `satisfaction.round_not_found`, `satisfaction.too_few`, `satisfaction.state_forbids` (a card is of an open round).
 */
export async function askPaper(ctx: Ctx, heavy: Heavy, input: z.input<typeof paperAsked>): Promise<Answer> {
  const asked = parseInput(paperAsked, input);
  await readableRound(ctx, asked.roundId);
  return heavy.ask(ctx, { kind: ROUND_PAPER, input: asked });
}
