import { authorize } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import type { Channel, Placement } from './client.ts';
import { findPlacement } from './data/placements.queries.ts';
import { readVersion } from './data/questionnaires.queries.ts';
import { selectNamed, selectResponses } from './data/responses.queries.ts';
import { questionnaireErrors } from './errors.ts';
import { LEAST_SHOWN } from './rules/item-results.ts';
import type { Answers, Content } from './rules/content.ts';

export interface SingleResponse {
  id: string;
  answers: Answers;
  channel: Channel;
  /** null = without a name. */
  name: string | null;
  answeredAt: Date | null;
}

/**
 * Single answers: those by name with their names, the latest first; those without in an order that says nothing, from five on. Needs
 * `responses.read` at the library. Throws `questionnaires.placement_not_found`, `questionnaires.too_few`.
 */
export async function listResponses(
  ctx: Ctx,
  placementId: number,
): Promise<{ placement: Placement; content: Content; responses: SingleResponse[] }> {
  authorize(ctx, 'responses.read');
  const placement = await findPlacement(ctx.db, { id: placementId }, ctx.clock.now());
  if (!placement) throw questionnaireErrors.placementNotFound();
  authorize(ctx, 'responses.read', placement.library.id);
  const content = await readVersion(ctx.db, placement.versionId);
  if (placement.privacy === 'named') return { placement, content, responses: await selectNamed(ctx.db, placementId) };
  const rows = await selectResponses(ctx.db, placementId);
  if (rows.length < LEAST_SHOWN) throw questionnaireErrors.tooFew({ n: rows.length, least: LEAST_SHOWN });
  const responses = rows.map(({ id, answers, channel }) => ({ id, answers, channel, name: null, answeredAt: null }));
  return { placement, content, responses };
}
