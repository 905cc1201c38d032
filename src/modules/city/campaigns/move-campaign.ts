import { recordAudit } from '#modules/ground/audit';
import { zoneOf } from '#modules/ground/libraries';
import { accountOf, actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { localDate, type LocalDate } from '#shared/dates';
import { updateCampaign, type CampaignRow } from './data/campaigns.queries.ts';
import { campaignErrors } from './errors.ts';
import { campaignAt, campaignEntity, isOwnSubmission, livingCampaign } from './held-campaign.ts';
import { standingOf } from './rules/standing.ts';
import { AGAIN_DRAFT } from './save-campaign.ts';
import { givenBackInput, reportInput, type ReportInput } from './schema.ts';

/** Today where a campaign is kept. */
const todayOf = async (trx: Tx, { clock }: Pick<Ctx, 'clock'>, { libraryId }: CampaignRow): Promise<LocalDate> =>
  localDate(clock.now(), await zoneOf({ db: trx, libraryId }));

/** Asks a second person to approve a campaign. Needs `campaigns.manage`. Throws `campaigns.not_found`, `state_forbids`, `archived`, `platform.version_conflict`. */
export async function submitCampaign(ctx: Ctx, id: number, version: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const held = await livingCampaign(trx, ctx, { id, version, may: ['campaigns.manage'], from: ['draft'] });
    const now = ctx.clock.now();
    await updateCampaign(trx, id, {
      ...{ state: 'submitted', submittedAt: now, submittedBy: actorName(ctx.actor) },
      ...{ submittedById: accountOf(ctx.actor), givenBack: '', changedAt: now },
    });
    await recordAudit(trx, ctx, {
      ...{ action: 'campaign.submitted', ...campaignEntity(held) },
      after: { name: held.name },
    });
  });
}

/** Takes that back. Needs `campaigns.manage`. Throws `campaigns.not_found`, `state_forbids`, `archived`, `platform.version_conflict`. */
export async function takeBackCampaign(ctx: Ctx, id: number, version: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const held = await livingCampaign(trx, ctx, { id, version, may: ['campaigns.manage'], from: ['submitted'] });
    await updateCampaign(trx, id, { ...AGAIN_DRAFT, changedAt: ctx.clock.now() });
    await recordAudit(trx, ctx, {
      ...{ action: 'campaign.taken_back', ...campaignEntity(held) },
      after: { name: held.name },
    });
  });
}

/**
 * Approves a campaign that somebody else submitted. Needs `campaigns.approve`. Throws `campaigns.not_found`, `own_approval`, `state_forbids`,
 * `archived`, `platform.version_conflict`.
 */
export async function approveCampaign(ctx: Ctx, id: number, version: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const held = await livingCampaign(trx, ctx, { id, version, may: ['campaigns.approve'], from: ['submitted'] });
    if (isOwnSubmission(ctx, held)) throw campaignErrors.ownApproval();
    const now = ctx.clock.now();
    await updateCampaign(trx, id, {
      ...{ state: 'approved', approvedAt: now, approvedBy: actorName(ctx.actor), approvedById: accountOf(ctx.actor) },
      changedAt: now,
    });
    await recordAudit(trx, ctx, {
      ...{ action: 'campaign.approved', ...campaignEntity(held) },
      after: { name: held.name, submittedBy: held.submittedBy },
    });
  });
}

/**
 * Gives a campaign back to whoever wrote it, saying why. Needs `campaigns.approve`. Throws `campaigns.not_found`, `state_forbids`, `archived`,
 * `platform.version_conflict`, `platform.invalid_input`.
 */
export async function giveBackCampaign(
  ctx: Ctx,
  id: number,
  { version, why }: { version: number; why: string },
): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const held = await livingCampaign(trx, ctx, { id, version, may: ['campaigns.approve'], from: ['submitted'] });
    const givenBack = parseInput(givenBackInput, { why }).why;
    await updateCampaign(trx, id, { ...AGAIN_DRAFT, givenBack, changedAt: ctx.clock.now() });
    await recordAudit(trx, ctx, {
      ...{ action: 'campaign.given_back', ...campaignEntity(held) },
      after: { name: held.name, why: givenBack },
    });
  });
}

/**
 * Closes a campaign that is over, in words: what worked, what next time. A report that is there is written anew. Needs `campaigns.manage`.
 * Throws `campaigns.not_found`, `not_over`, `state_forbids`, `archived`, `platform.version_conflict`, `platform.invalid_input`.
 */
export async function reportCampaign(
  ctx: Ctx,
  id: number,
  { version, ...input }: ReportInput & { version: number },
): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const held = await livingCampaign(trx, ctx, {
      ...{ id, version, may: ['campaigns.manage'] },
      from: ['approved', 'reported'],
    });
    const report = parseInput(reportInput, input);
    const standing = standingOf(held, await todayOf(trx, ctx, held));
    if (standing !== 'over' && standing !== 'reported') throw campaignErrors.notOver();
    const now = ctx.clock.now();
    await updateCampaign(trx, id, {
      ...report,
      ...{ state: 'reported', reportedAt: now, reportedBy: actorName(ctx.actor), changedAt: now },
    });
    await recordAudit(trx, ctx, {
      ...{ action: 'campaign.reported', ...campaignEntity(held) },
      after: { name: held.name },
    });
  });
}

/** Takes a report back, so that costs and days can be corrected; its words stay. Needs `campaigns.manage`. Throws `campaigns.not_found`, `state_forbids`, `archived`, `platform.version_conflict`. */
export async function reopenCampaign(ctx: Ctx, id: number, version: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const held = await livingCampaign(trx, ctx, { id, version, may: ['campaigns.manage'], from: ['reported'] });
    await updateCampaign(trx, id, {
      ...{ state: 'approved', reportedAt: null, reportedBy: '', changedAt: ctx.clock.now() },
    });
    await recordAudit(trx, ctx, {
      ...{ action: 'campaign.reopened', ...campaignEntity(held) },
      after: { name: held.name },
    });
  });
}

async function putAway(ctx: Ctx, id: number, version: number, at: Date | null): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const held = await campaignAt(trx, ctx, { id, version, may: ['campaigns.manage'] });
    if ((held.archivedAt === null) === (at === null)) return;
    await updateCampaign(trx, id, { archivedAt: at });
    const about = { ...campaignEntity(held), after: { name: held.name } };
    await (at === null
      ? recordAudit(trx, ctx, { action: 'campaign.restored', ...about })
      : recordAudit(trx, ctx, { action: 'campaign.archived', ...about }));
  });
}

/** Puts a campaign away; its posters and links go on. Needs `campaigns.manage`. Throws `campaigns.not_found`, `platform.version_conflict`. */
export const archiveCampaign = async (ctx: Ctx, id: number, version: number): Promise<void> =>
  putAway(ctx, id, version, ctx.clock.now());

/** The undo of {@link archiveCampaign}. */
export const restoreCampaign = async (ctx: Ctx, id: number, version: number): Promise<void> =>
  putAway(ctx, id, version, null);
