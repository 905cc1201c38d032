import { z } from 'zod';
import { recordAudits } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import type { LocalDate } from '#shared/dates';
import type { LinkHits } from './client.ts';
import {
  changeLink,
  countHits,
  insertLinks,
  lockLinks,
  NO_TARGET,
  retireLinks,
  sumHits,
  type NewLink,
} from './data/links.queries.ts';
import { newCode, resolveTarget } from './point-link.ts';
import { address } from './schema.ts';

/** Of so many codes one after the other all are taken only if something is wrong. */
const ATTEMPTS = 20;
const LABEL_LENGTH = 120;

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
}

/** Refuses an address that may not be behind a printed code, before anything is made for it. Throws `platform.invalid_input`. @param field where it was named */
export function judgeTarget(target: string, field: string): void {
  parseInput(z.object({ [field]: address }), { [field]: target });
}

/** Keeps a link under the first code that is free. */
async function keepLink(trx: Tx, link: Omit<NewLink, 'code'>): Promise<string> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const [code] = await insertLinks(trx, [{ ...link, code: newCode() }]);
    if (code !== undefined) return code;
  }
  throw new Error('no short code is free');
}

/**
 * Makes a link of its own for every place, all to one address: by them openings are told apart. For posters, which have checked their own
 * permission. Throws `platform.invalid_input` at `target` for an address that may not be behind a printed code.
 * @returns their codes, in the order of the places
 */
export async function makePlacedLinks(
  trx: Tx,
  ctx: Ctx,
  { libraryId, target, label, campaign }: PlacedAbout,
  places: readonly PlacedLink[],
): Promise<string[]> {
  const columns = await resolveTarget(ctx, { kind: 'poster', target });
  const about = { label: label.slice(0, LABEL_LENGTH).toWellFormed(), campaign, libraryId };
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

/** Lets links of a thing lead to another address, for all prints at once. Permission and refusals as {@link makePlacedLinks}. */
export async function repointPlacedLinks(
  trx: Tx,
  ctx: Ctx,
  codes: readonly string[],
  { libraryId, target }: Pick<PlacedAbout, 'libraryId' | 'target'>,
): Promise<void> {
  const columns = await resolveTarget(ctx, { kind: 'poster', target });
  for (const { id, code, address } of await lockLinks(trx, codes)) {
    if (address === target) continue;
    await changeLink(trx, id, { ...NO_TARGET, ...columns });
    await recordAudits(trx, ctx, [
      {
        ...{ action: 'link.repointed', entity: 'link', entityId: code, libraryId },
        ...{ before: { leadsTo: address }, after: { leadsTo: target } },
      },
    ]);
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

/** How often each of several links was opened from a day on, by its code; those that nobody opened are left out. */
export const hitsByLink = async (
  db: Db | Tx,
  codes: readonly string[],
  from: LocalDate,
): Promise<ReadonlyMap<string, number>> => new Map(await countHits(db, codes, from));
