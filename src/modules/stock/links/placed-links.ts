import { z } from 'zod';
import { changedParts, recordAudit, recordAudits } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { firstOfMonth, type LocalDate } from '#shared/dates';
import type { HourHits, LinkHits } from './client.ts';
import {
  changeLink,
  countHits,
  findForOpening,
  lockLinks,
  NO_TARGET,
  retireLinks,
  selectInUse,
  selectOfCampaign,
  sumCampaign,
  sumHits,
  sumHours,
  type CampaignLink,
} from './data/links.queries.ts';
import { keepLink, labelOf } from './keep-link.ts';
import { resolveTarget } from './point-link.ts';
import { readCode } from './rules/code.ts';
import { address } from './schema.ts';

/** Where a link hangs, and how it is read there. */
export interface PlacedLink {
  place: string;
  channel: string;
}

/** What the links of one thing have in common. */
export interface PlacedAbout {
  libraryId: number;
  /** A path of ours, or an address elsewhere. */
  target: string;
  label: string;
  campaign: string;
  /** Openings are added to the hours of the library: for what is sent at an hour. */
  countsHours?: boolean;
}

/** Refuses an address that may not be behind a printed code, before anything is made for it. Throws `platform.invalid_input`. @param field where it was named */
export function judgeTarget(target: string, field: string): void {
  parseInput(z.object({ [field]: address }), { [field]: target });
}

/**
 * Makes a link of its own for every place, all to one address: by them openings are told apart. For posters, which have checked their own
 * permission. Throws `platform.invalid_input` at `target` for an address that may not be behind a printed code.
 * @returns their codes, in the order of the places
 */
export async function makePlacedLinks(
  trx: Tx,
  ctx: Ctx,
  { libraryId, target, label, campaign, countsHours = false }: PlacedAbout,
  places: readonly PlacedLink[],
): Promise<string[]> {
  const columns = await resolveTarget(ctx, { kind: 'poster', target });
  const about = { label: labelOf(label), campaign, countsHours, libraryId };
  const made = { createdAt: ctx.clock.now(), createdBy: actorName(ctx.actor) };
  const codes: string[] = [];
  for (const place of places) codes.push(await keepLink(trx, { ...columns, ...about, ...made, ...place }));
  await recordAudits(
    trx,
    ctx,
    codes.map((code, nth) => ({
      ...{ action: 'link.made', entity: 'link', entityId: code, libraryId },
      after: { kind: 'poster', target, label: about.label, ...places[nth] },
    })),
  );
  return codes;
}

/** What a thing says anew of all its links: only what is named changes. */
export interface PlacedChanges {
  target?: string;
  label?: string;
  campaign?: string;
}

/**
 * Carries to the links of a thing what changed of it: where they lead (for all prints at once), their label, their campaign; what somebody
 * gave one of them by hand stays where nothing is said of it. Permission and refusals as {@link makePlacedLinks}.
 */
export async function changePlacedLinks(
  trx: Tx,
  ctx: Ctx,
  codes: readonly string[],
  { libraryId, ...changes }: PlacedChanges & { libraryId: number },
): Promise<void> {
  const { target, label, campaign } = changes;
  if (target === undefined && label === undefined && campaign === undefined) return;
  const columns = {
    ...(target !== undefined && { ...NO_TARGET, ...(await resolveTarget(ctx, { kind: 'poster', target })) }),
    ...(label !== undefined && { label: labelOf(label) }),
    ...(campaign !== undefined && { campaign }),
  };
  for (const held of await lockLinks(trx, codes)) {
    const { id, code, address: leadsTo } = held;
    await changeLink(trx, id, columns);
    const about = { entity: 'link', entityId: code, libraryId };
    if (target !== undefined && target !== leadsTo) {
      await recordAudit(trx, ctx, {
        action: 'link.repointed',
        ...about,
        ...changedParts({ leadsTo }, { leadsTo: target }),
      });
    }
    const before = { label: held.label, campaign: held.campaign };
    const words = changedParts(before, { label: columns.label ?? held.label, campaign: campaign ?? held.campaign });
    if (Object.keys(words.after).length > 0) {
      await recordAudit(trx, ctx, { action: 'link.renamed', ...about, ...words });
    }
  }
}

/** Retires links that hang no more. Permission as {@link makePlacedLinks}. */
export async function retirePlacedLinks(trx: Tx, ctx: Ctx, codes: readonly string[], libraryId: number): Promise<void> {
  const retired = await retireLinks(trx, codes, ctx.clock.now());
  await recordAudits(
    trx,
    ctx,
    retired.map((code) => ({ action: 'link.retired', entity: 'link', entityId: code, libraryId })),
  );
}

/** Openings of several links together, day by day and place by place, from a day on. Whoever asks has checked the permission. */
export const hitsOfLinks = async (db: Db | Tx, codes: readonly string[], from: LocalDate): Promise<LinkHits[]> =>
  sumHits(db, codes, from);

/**
 * How often links that count hours were opened at a library, hour by hour, in the month of a day and after. Whoever asks has checked the
 * permission.
 */
export const hoursOfOpenings = async (db: Db | Tx, libraryId: number, from: LocalDate): Promise<HourHits[]> =>
  sumHours(db, libraryId, firstOfMonth(from));

/** How often each of several links was opened from a day on, by its code; those that nobody opened are left out. */
export const hitsByLink = async (
  db: Db | Tx,
  codes: readonly string[],
  from: LocalDate,
): Promise<ReadonlyMap<string, number>> => new Map(await countHits(db, codes, from));

/** Which of several links are in use: whoever may manage links retires them, and takes them into use again. */
export const linksInUse = async (db: Db | Tx, codes: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set(await selectInUse(db, codes));

/** Openings from a day on of all links of a campaign at these libraries (null = everywhere). Whoever asks has checked the permission. */
export const hitsOfCampaign = async (
  db: Db | Tx,
  campaign: string,
  { libraryIds, from }: { libraryIds: readonly number[] | null; from: LocalDate },
): Promise<number> => sumCampaign(db, campaign, { libraryIds, from });

/** More links than one campaign has. */
const MOST_OF_CAMPAIGN = 5000;

/** All links of a campaign at these libraries (null = everywhere) with all their openings, the most opened first. Whoever asks has checked the permission. */
export const linksOfCampaign = async (
  db: Db | Tx,
  campaign: string,
  { libraryIds }: { libraryIds: readonly number[] | null },
): Promise<CampaignLink[]> => selectOfCampaign(db, campaign, { libraryIds, limit: MOST_OF_CAMPAIGN });

/**
 * The link that leads to a page of ours, by its code as it travelled with somebody who opened it; null where it is none, or leads elsewhere. Links
 * that hang no more count: whoever opened one may send the form a day later.
 */
export async function linkLeadingTo(
  db: Db | Tx,
  entered: string,
  path: string,
): Promise<{ code: string; channel: string } | null> {
  const code = readCode(entered);
  const link = code === null ? undefined : await findForOpening(db, code);
  if (code === null || !link || link.leadsTo === null) return null;
  const [page = ''] = link.leadsTo.split(/[?#]/, 1);
  return page.replace(/^\/en(?=\/)/, '') === path ? { code, channel: link.channel } : null;
}
