import { recordAudit } from '#modules/ground/audit';
import { zoneOf } from '#modules/ground/libraries';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { localDate } from '#shared/dates';
import { updateCampaign, type CampaignRow } from '../data/campaigns.queries.ts';
import { deleteCost, insertCost, selectCosts } from '../data/costs.queries.ts';
import { campaignErrors } from '../errors.ts';
import { campaignEntity, livingCampaign } from '../held-campaign.ts';
import { MOST_COSTS } from '../rules/terms.ts';
import { costInput, type CostInput } from '../schema.ts';

/** Holds a campaign whose costs are still noted: its report is not written. */
const openCosts = async (trx: Tx, ctx: Ctx, id: number, version: number): Promise<CampaignRow> =>
  livingCampaign(trx, ctx, {
    ...{ id, version, may: ['campaigns.manage'] },
    from: ['draft', 'submitted', 'approved'],
  });

/**
 * Notes what was spent for a campaign, and how many saw it where somebody knows. Needs `campaigns.manage`. Throws `campaigns.not_found`,
 * `state_forbids` (it is reported), `archived`, `full`, `platform.version_conflict`, `platform.invalid_input` (a day to come). @returns its id
 */
export async function noteCost(
  ctx: Ctx,
  id: number,
  { version, ...input }: CostInput & { version: number },
): Promise<number> {
  return ctx.db.transaction().execute(async (trx) => {
    const held = await openCosts(trx, ctx, id, version);
    const cost = parseInput(costInput, input);
    const now = ctx.clock.now();
    if (cost.onDay > localDate(now, await zoneOf({ db: trx, libraryId: held.libraryId })))
      throw platformErrors.invalidInput({}, { onDay: 'date_in_future' });
    if ((await selectCosts(trx, id)).length >= MOST_COSTS) throw campaignErrors.full({ most: MOST_COSTS });
    const made = await insertCost(trx, { ...cost, campaignId: id, createdAt: now, createdBy: actorName(ctx.actor) });
    await updateCampaign(trx, id, { changedAt: now });
    await recordAudit(trx, ctx, { ...{ action: 'campaign.cost_noted', ...campaignEntity(held) }, after: cost });
    return made;
  });
}

/**
 * Takes a cost away that was noted by mistake; the trace keeps it. Needs `campaigns.manage`. Throws `campaigns.not_found`, `state_forbids`,
 * `archived`, `cost_not_found`, `platform.version_conflict`.
 */
export async function removeCost(
  ctx: Ctx,
  id: number,
  { version, cost }: { version: number; cost: number },
): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const held = await openCosts(trx, ctx, id, version);
    const gone = await deleteCost(trx, id, cost);
    if (!gone) throw campaignErrors.costNotFound();
    await updateCampaign(trx, id, { changedAt: ctx.clock.now() });
    await recordAudit(trx, ctx, { ...{ action: 'campaign.cost_removed', ...campaignEntity(held) }, before: gone });
  });
}
