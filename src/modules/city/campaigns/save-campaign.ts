import type { z } from 'zod';
import { changedParts, recordAudit } from '#modules/ground/audit';
import { getLibrary } from '#modules/ground/libraries';
import { actorName, type Ctx } from '#platform/context';
import { violatedUnique, type Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorize } from '#platform/rights/authorize';
import { freeSlug, slugOf } from '#shared/text/slug';
import { insertCampaign, selectCodesLike, updateCampaign, type CampaignRow } from './data/campaigns.queries.ts';
import { campaignEntity, livingCampaign } from './held-campaign.ts';
import { changesEssentials } from './rules/standing.ts';
import { CODE_LENGTH } from './rules/terms.ts';
import { campaignInput, newCampaignInput, type CampaignInput, type NewCampaign } from './schema.ts';

type Written = z.output<typeof newCampaignInput>;
const TAKEN = 'campaign_code';

/** A word that was typed, as links bear it; null = none was. Throws at the field for what has no letter of ours. */
function typedCode(typed: string): string | null {
  if (typed === '') return null;
  const code = slugOf(typed)?.slice(0, CODE_LENGTH).replace(/-+$/, '') ?? null;
  if (code === null) throw platformErrors.invalidInput({}, { code: 'invalid' });
  return code;
}

/** A word of its name that nobody has; room is left for the figure behind it. */
async function codeFor(trx: Tx, name: string): Promise<string> {
  const wanted = (slugOf(name) ?? 'kampanye').slice(0, CODE_LENGTH - 6).replace(/-+$/, '');
  return freeSlug(wanted, await selectCodesLike(trx, wanted));
}

/** Writes a campaign, with its trace. */
export async function saveCampaign(
  trx: Tx,
  ctx: Ctx,
  libraryId: number | null,
  { code: typed, ...campaign }: Written,
): Promise<number> {
  const now = ctx.clock.now();
  const code = typedCode(typed) ?? (await codeFor(trx, campaign.name));
  const made = { libraryId, code, createdAt: now, createdBy: actorName(ctx.actor), changedAt: now };
  const id = await insertCampaign(trx, { ...campaign, ...made });
  await recordAudit(trx, ctx, {
    ...{ action: 'campaign.planned', ...campaignEntity({ id, libraryId }) },
    after: { name: campaign.name, code, measure: campaign.measure, target: campaign.target },
  });
  return id;
}

/**
 * Plans a campaign of a library, or of the whole network (null). Needs `campaigns.manage` there. Throws `platform.invalid_input` (`code`: `taken`
 * where another one has that word), `libraries.not_found`. @returns its id
 */
export async function planCampaign(ctx: Ctx, libraryId: number | null, input: NewCampaign): Promise<number> {
  authorize(ctx, 'campaigns.manage', libraryId);
  if (libraryId !== null) await getLibrary(ctx, libraryId);
  const campaign = parseInput(newCampaignInput, input);
  try {
    return await ctx.db.transaction().execute(async (trx) => saveCampaign(trx, ctx, libraryId, campaign));
  } catch (error) {
    if (violatedUnique(error) !== TAKEN) throw error;
    throw platformErrors.invalidInput({}, { code: 'taken' });
  }
}

const partsOf = ({ name, goal, measure, target, audience, fromOn, untilOn, budget }: Omit<Written, 'code'>) => ({
  ...{ name, goal, measure, target, audience, fromOn, untilOn, budget },
});

/** It is a draft again: what was approved was another one. */
export const AGAIN_DRAFT = {
  ...{ state: 'draft', submittedAt: null, submittedBy: '', submittedById: null },
  ...{ approvedAt: null, approvedBy: '', approvedById: null },
} as const;

/**
 * Changes a campaign of which nobody has reported. What was submitted or approved is a draft again where its goal, target, audience, days or
 * budget change. Needs `campaigns.manage` at its library. Throws `campaigns.not_found`, `state_forbids`, `archived`, `platform.version_conflict`,
 * `platform.invalid_input`. @returns whether it became a draft by it
 */
export async function changeCampaign(
  ctx: Ctx,
  id: number,
  { version, ...input }: CampaignInput & { version: number },
): Promise<{ isAgainDraft: boolean }> {
  return ctx.db.transaction().execute(async (trx) => {
    const held = await livingCampaign(trx, ctx, {
      ...{ id, version, may: ['campaigns.manage'] },
      from: ['draft', 'submitted', 'approved'],
    });
    const campaign = parseInput(campaignInput, input);
    const isAgainDraft = held.state !== 'draft' && changesEssentials(held, campaign);
    await updateCampaign(trx, id, {
      ...campaign,
      ...(isAgainDraft && AGAIN_DRAFT),
      changedAt: ctx.clock.now(),
    });
    await recordAudit(trx, ctx, {
      ...{ action: 'campaign.changed', ...campaignEntity(held) },
      ...changedParts(
        { ...partsOf(held), state: held.state },
        { ...partsOf(campaign), state: stateAfter(held, isAgainDraft) },
      ),
    });
    return { isAgainDraft };
  });
}

const stateAfter = ({ state }: CampaignRow, isAgainDraft: boolean) => (isAgainDraft ? 'draft' : state);
