import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { writeResponse } from './answer-questionnaire.ts';
import type { Channel } from '../client.ts';
import { findPlacement } from '../data/placements.queries.ts';
import { questionnaireErrors } from '../errors.ts';

/** Answers brought in, within the caller's transaction, which answers for who they are of; the same rules hold as for others. */
export async function saveResponses(
  trx: Tx,
  ctx: Ctx,
  placementId: number,
  responses: readonly { answers: Readonly<Record<string, unknown>>; enrolmentId: number | null; channel?: Channel }[],
): Promise<void> {
  const placement = await findPlacement(trx, { id: placementId }, ctx.clock.now());
  if (!placement) throw questionnaireErrors.placementNotFound();
  for (const { answers, enrolmentId, channel = 'link' } of responses) {
    const who = enrolmentId === null ? null : { enrolmentId };
    await writeResponse(trx, ctx, placement, { answers, channel, who, files: [] });
  }
}
