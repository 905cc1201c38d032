import { z } from 'zod';
import { networkZone, zoneOf } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { decodeCursor, toPage } from '#platform/requests/http';
import { can, canAnywhere, grantedLibraries } from '#platform/rights/authorize';
import { LAST_DAY, localDate, type LocalDate } from '#shared/dates';
import type { Campaign, CampaignLine, CampaignState, CampaignView } from './client.ts';
import {
  countViews,
  findByCode,
  selectBetween,
  selectCampaigns,
  selectChoices,
  type CampaignRow,
} from './data/campaigns.queries.ts';
import { selectCosts, sumCosts } from './data/costs.queries.ts';
import { isOwnSubmission, mayReadCampaign, readable, seenCampaign } from './held-campaign.ts';
import { standingOf } from './rules/standing.ts';
import { partnersOf, viewThings } from './things/view-things.ts';

/** So many can be chosen from. */
const MOST_CHOICES = 200;
/** So many stand in a calendar. */
const MOST_BETWEEN = 500;

const lineOf = (row: CampaignRow, { today, spent }: { today: LocalDate; spent: number }): CampaignLine => ({
  ...{ id: row.id, libraryId: row.libraryId, name: row.name, code: row.code, measure: row.measure },
  ...{ target: row.target, fromOn: row.fromOn, untilOn: row.untilOn, budget: row.budget, spent },
  standing: standingOf(row, today),
  archived: row.archivedAt !== null,
});

const todayOfNetwork = async ({ db, clock }: Pick<Ctx, 'db' | 'clock'>): Promise<LocalDate> =>
  localDate(clock.now(), await networkZone(db));

/** Campaigns of the network and of the libraries where somebody may plan or approve them, the newest first. */
export async function listCampaigns(
  ctx: Ctx,
  { view, cursor, limit }: { view: CampaignView; cursor?: string | undefined; limit: number },
): Promise<{ data: CampaignLine[]; next: string | null }> {
  const libraryIds = readable(ctx);
  const today = await todayOfNetwork(ctx);
  const after = decodeCursor(cursor, z.tuple([z.number().int()]));
  const rows = await selectCampaigns(ctx.db, { view, today, libraryIds, beforeId: after?.[0] ?? null, limit });
  const spent = await sumCosts(
    ctx.db,
    rows.map(({ id }) => id),
  );
  return toPage(
    rows.map((row) => lineOf(row, { today, spent: spent.get(row.id) ?? 0 })),
    limit,
    ({ id }) => [id],
  );
}

/** How many of those stand where. */
export async function countCampaigns(ctx: Ctx): Promise<Record<CampaignView, number>> {
  return countViews(ctx.db, { libraryIds: readable(ctx), today: await todayOfNetwork(ctx) });
}

/** One of them with its costs, what it promotes and with whom. Throws `campaigns.not_found`, `platform.forbidden`. */
export async function getCampaign(ctx: Ctx, id: number): Promise<Campaign> {
  const row = await seenCampaign(ctx, id);
  const today = localDate(ctx.clock.now(), await zoneOf({ db: ctx.db, libraryId: row.libraryId }));
  const costs = await selectCosts(ctx.db, id);
  const things = await viewThings(ctx, id);
  const spent = costs.reduce((sum, { amount }) => sum + amount, 0);
  return {
    ...lineOf(row, { today, spent }),
    ...{ state: row.state, goal: row.goal, audience: row.audience, givenBack: row.givenBack, version: row.version },
    ...{ submittedBy: row.submittedBy, submittedAt: row.submittedAt, createdBy: row.createdBy },
    ...{ approvedBy: row.approvedBy, approvedAt: row.approvedAt, createdAt: row.createdAt, changedAt: row.changedAt },
    ...{ worked: row.worked, nextTime: row.nextTime, reportedBy: row.reportedBy, reportedAt: row.reportedAt },
    ...{ costs, things, partners: await partnersOf(ctx, things) },
    mayManage: can(ctx.actor, 'campaigns.manage', row.libraryId),
    mayApprove: can(ctx.actor, 'campaigns.approve', row.libraryId),
    isOwnSubmission: isOwnSubmission(ctx, row),
  };
}

/** A campaign that something else can belong to. */
export interface CampaignChoice {
  id: number;
  /** The word that its links bear. */
  code: string;
  name: string;
  from: LocalDate;
  until: LocalDate;
  libraryId: number | null;
}

/**
 * Campaigns that are planned or approved and of which nobody has reported, for whatever is made for one: those of the network and of the libraries
 * where somebody may plan them, the latest first. Empty where they may nowhere.
 */
export async function campaignChoices(ctx: Ctx): Promise<CampaignChoice[]> {
  if (!canAnywhere(ctx.actor, 'campaigns.manage')) return [];
  const granted = grantedLibraries(ctx.actor, 'campaigns.manage');
  return selectChoices(ctx.db, { libraryIds: granted === 'all' ? null : granted, limit: MOST_CHOICES });
}

/** The campaign in which a link of a library counts by its word; null where there is none, or none that whoever asks may read. */
export async function campaignOfLink(
  ctx: Ctx,
  { code, libraryId }: { code: string; libraryId: number },
): Promise<{ id: number; name: string } | null> {
  const row = await findByCode(ctx.db, code);
  if (!row || !mayReadCampaign(ctx, row)) return null;
  return row.libraryId === null || row.libraryId === libraryId ? { id: row.id, name: row.name } : null;
}

/** A campaign as a calendar shows it. */
export interface CampaignSpan {
  id: number;
  name: string;
  code: string;
  libraryId: number | null;
  from: LocalDate;
  until: LocalDate;
  state: CampaignState;
  href: string;
}

/**
 * Campaigns of the network and of these libraries (null = of all) of which a day lies between two, both included, by their first day. Whoever asks
 * has checked the permission.
 */
export async function campaignsBetween(
  db: Db | Tx,
  libraryIds: readonly number[] | null,
  from: LocalDate,
  until: LocalDate,
): Promise<CampaignSpan[]> {
  const rows = await selectBetween(db, { libraryIds, from, until, limit: MOST_BETWEEN });
  return rows.map((row) => ({
    ...{ id: row.id, name: row.name, code: row.code, libraryId: row.libraryId },
    ...{ from: row.fromOn, until: row.untilOn, state: row.state },
    href: `/staf/kabar/kampanye/${row.id}`,
  }));
}

/**
 * Campaigns that run or are still to come, whose word can be given to what is made at these libraries (null = at all): theirs and those of the network, by
 * their first day. Those that nobody has approved are for who may read them; whoever asks has checked the permission for what is made.
 */
export async function campaignsAhead(ctx: Ctx, libraryIds: readonly number[] | null): Promise<CampaignSpan[]> {
  const spans = await campaignsBetween(ctx.db, libraryIds, await todayOfNetwork(ctx), LAST_DAY);
  return spans.filter((one) => one.state === 'approved' || mayReadCampaign(ctx, one)).slice(0, MOST_CHOICES);
}
