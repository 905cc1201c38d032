import { recordAudit } from '#modules/ground/audit';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { lockPlacement, updatePlacement } from '../data/placements.queries.ts';
import { populationInput } from '../schema.ts';
import { getPlacement } from '../placements/view-placements.ts';

/**
 * Says of how many users a survey asks, which is often known only after its time; null = it is not known. Needs `questionnaires.manage` at the
 * library of the placement. Throws `questionnaires.placement_not_found`, `platform.invalid_input`.
 */
export async function setPopulation(ctx: Ctx, id: number, population: number | null): Promise<void> {
  authorizeAnywhere(ctx, 'questionnaires.manage');
  const placement = await getPlacement(ctx, id);
  authorize(ctx, 'questionnaires.manage', placement.library.id);
  const users = parseInput(populationInput, population);
  await ctx.db.transaction().execute(async (trx) => {
    await lockPlacement(trx, id);
    await updatePlacement(trx, id, { population: users });
    await recordAudit(trx, ctx, {
      action: 'questionnaire.population_set',
      entity: 'questionnaire_placement',
      entityId: id,
      libraryId: placement.library.id,
      before: { population: placement.population },
      after: { population: users },
    });
  });
}
