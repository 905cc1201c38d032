import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Placement } from '../client.ts';
import { findPlacement } from '../data/placements.queries.ts';
import { readVersion } from '../data/questionnaires.queries.ts';
import { disclosedResponses, type SingleResponse } from '../results/disclose.ts';
import { questionnaireErrors } from '../errors.ts';
import type { Content } from '../rules/content.ts';

/**
 * Single answers: those by name with their names, the latest first; those without when no more can come, from five on, in an order that says
 * nothing. Needs `responses.read` at the library. Throws `questionnaires.placement_not_found`, `.still_open`, `.too_few`.
 */
export async function listResponses(
  ctx: Ctx,
  placementId: number,
): Promise<{ placement: Placement; content: Content; responses: SingleResponse[] }> {
  authorizeAnywhere(ctx, 'responses.read');
  const placement = await findPlacement(ctx.db, { id: placementId }, ctx.clock.now());
  if (!placement) throw questionnaireErrors.placementNotFound();
  authorize(ctx, 'responses.read', placement.library.id);
  const content = await readVersion(ctx.db, placement.versionId);
  return { placement, content, responses: await disclosedResponses(ctx, placement, content) };
}
