import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { updateCampaign } from './data/campaigns.queries.ts';
import { insertCost } from './data/costs.queries.ts';
import type { CampaignState } from './rules/terms.ts';
import { saveCampaign } from './save-campaign.ts';
import {
  costInput,
  newCampaignInput,
  reportInput,
  type CostInput,
  type NewCampaign,
  type ReportInput,
  type ThingInput,
} from './schema.ts';
import { putThing } from './things/edit-things.ts';

/** A campaign with all that was done for it. */
export interface PastCampaign {
  /** null: of the whole network. */
  libraryId: number | null;
  campaign: NewCampaign;
  state: CampaignState;
  /** Who submitted it, and who approved it, where that was done. */
  submitted: { by: string; at: Date } | null;
  approved: { by: string; at: Date } | null;
  report: (ReportInput & { by: string; at: Date }) | null;
  things: ThingInput[];
  costs: CostInput[];
}

/** Writes a campaign of the past: for samples. @returns its id */
export async function savePastCampaign(
  trx: Tx,
  ctx: Ctx,
  { libraryId, campaign, state, submitted, approved, report, things, costs }: PastCampaign,
): Promise<number> {
  const id = await saveCampaign(trx, ctx, libraryId, parseInput(newCampaignInput, campaign));
  for (const { kind, thingId } of things) await putThing(trx, ctx, { campaignId: id, kind, thingId });
  const made = { createdAt: ctx.clock.now(), createdBy: actorName(ctx.actor) };
  for (const cost of costs) await insertCost(trx, { ...parseInput(costInput, cost), ...made, campaignId: id });
  await updateCampaign(trx, id, {
    state,
    ...(submitted && { submittedBy: submitted.by, submittedAt: submitted.at }),
    ...(approved && { approvedBy: approved.by, approvedAt: approved.at }),
    ...(report && {
      ...parseInput(reportInput, report),
      ...{ reportedBy: report.by, reportedAt: report.at },
    }),
  });
  return id;
}
