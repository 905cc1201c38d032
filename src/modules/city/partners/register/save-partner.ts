import type { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { networkZone } from '#modules/ground/libraries';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { localDate } from '#shared/dates';
import { insertPartner, updatePartner } from '../data/partners.queries.ts';
import { endOpenRoles } from '../data/people.queries.ts';
import { partnerErrors } from '../errors.ts';
import { takeBackOfPartner } from '../meetings/take-back.ts';
import { endLinksOf } from '../pages/edit-links.ts';
import { takeBackLinksTo } from '../pages/take-back-links.ts';
import { keysOf } from '../rules/keys.ts';
import { partnerInput, type PartnerInput } from '../schema.ts';
import { checkKeepers, partnerAt } from './living-partner.ts';

/** Writes a partner who carries the library from now on, with its trace. @returns its id */
export async function savePartner(trx: Tx, ctx: Ctx, partner: z.output<typeof partnerInput>): Promise<number> {
  const now = ctx.clock.now();
  const row = { ...partner, ...keysOf(partner), state: 'active', createdBy: actorName(ctx.actor) };
  const id = await insertPartner(trx, { ...row, createdAt: now, changedAt: now });
  // only a form can have made the same before
  if (id === null) throw partnerErrors.notFound();
  await recordAudit(trx, ctx, {
    ...{ action: 'partner.added', entity: 'partner', entityId: id, libraryId: partner.libraryId },
    after: { kind: partner.kind, ...(partner.kind !== 'person' && { name: partner.name }) },
  });
  return id;
}

/** Adds a partner. Needs `partners.manage`. Throws `platform.invalid_input`, `libraries.not_found`. @returns its id */
export async function addPartner(ctx: Ctx, input: PartnerInput): Promise<number> {
  authorizeAnywhere(ctx, 'partners.manage');
  const partner = parseInput(partnerInput, input);
  await checkKeepers(ctx, partner);
  return ctx.db.transaction().execute(async (trx) => savePartner(trx, ctx, partner));
}

/**
 * Changes a partner. Needs `partners.manage`. Throws `partners.not_found`, `partners.merged`, `partners.state_forbids` (who is forgotten), `platform.version_conflict`,
 * `platform.invalid_input`, `libraries.not_found`.
 */
export async function changePartner(
  ctx: Ctx,
  id: number,
  { version, ...input }: PartnerInput & { version: number },
): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const partner = parseInput(partnerInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await partnerAt(trx, id, version);
    if (held.name === '') throw partnerErrors.stateForbids({ state: held.state });
    await checkKeepers({ ...ctx, db: trx }, partner, held.inChargeId);
    await updatePartner(trx, id, { ...partner, ...keysOf(partner), changedAt: ctx.clock.now() });
    if (partner.email !== held.email) await takeBackLinksTo(trx, ctx, [id], held.email);
    const isPerson = partner.kind === 'person' || held.kind === 'person';
    await recordAudit(trx, ctx, {
      ...{ action: 'partner.changed', entity: 'partner', entityId: id, libraryId: partner.libraryId },
      before: { kind: held.kind, namedOn: held.namedOn, ...(!isPerson && { name: held.name }) },
      after: { kind: partner.kind, namedOn: partner.namedOn, ...(!isPerson && { name: partner.name }) },
    });
  });
}

/** What can be done with a partner beside changing it, and from where. */
const MOVES = {
  accept: { from: ['prospect'], to: 'active', action: 'partner.accepted' },
  archive: { from: ['prospect', 'active'], to: 'archived', action: 'partner.archived' },
  restore: { from: ['archived'], to: 'active', action: 'partner.restored' },
} as const;

async function move(ctx: Ctx, id: number, version: number, which: keyof typeof MOVES): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const { from, to, action } = MOVES[which];
  await ctx.db.transaction().execute(async (trx) => {
    const held = await partnerAt(trx, id, version);
    // nobody stands behind one who is forgotten
    if (held.name === '' || !from.some((state) => state === held.state))
      throw partnerErrors.stateForbids({ state: held.state });
    await updatePartner(trx, id, { state: to, changedAt: ctx.clock.now() });
    if (which === 'archive') await takeBackOfPartner(trx, ctx, id);
    // whoever wrote and was turned away is reached no longer than whoever left
    if (which === 'archive' && held.state === 'prospect')
      await endOpenRoles(trx, id, localDate(ctx.clock.now(), await networkZone(trx)));
    if (which === 'archive') await endLinksOf(trx, ctx, held);
    await recordAudit(trx, ctx, {
      ...{ action, entity: 'partner', entityId: id, libraryId: held.libraryId },
      before: { state: held.state },
      after: { state: to },
    });
  });
}

/** Takes a prospect in: from now on they carry the library. Needs `partners.manage`. Throws `partners.not_found`, `merged`, `state_forbids`, `platform.version_conflict`. */
export const acceptPartner = async (ctx: Ctx, id: number, version: number): Promise<void> =>
  move(ctx, id, version, 'accept');

/** Puts a partner away, with all that was done together; {@link restorePartner} brings it back. Needs `partners.manage`. Throws `partners.not_found`, `merged`, `state_forbids`, `platform.version_conflict`. */
export const archivePartner = async (ctx: Ctx, id: number, version: number): Promise<void> =>
  move(ctx, id, version, 'archive');

/** Brings an archived partner back. Needs `partners.manage`. Throws `partners.not_found`, `merged`, `state_forbids`, `platform.version_conflict`. */
export const restorePartner = async (ctx: Ctx, id: number, version: number): Promise<void> =>
  move(ctx, id, version, 'restore');
