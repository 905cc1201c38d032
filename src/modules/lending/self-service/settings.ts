import { changedParts, recordAudit } from '#modules/ground/audit';
import { getLibrary, listLibraries, type Library } from '#modules/ground/libraries';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import type { SelfServiceRule } from './client.ts';
import { findRule, librariesByBox, librariesByPhone, upsertRule } from './data/rules.queries.ts';
import { selfServiceRuleInput } from './schema.ts';

const OFF: SelfServiceRule = {
  phone: false,
  presence: 'code',
  networks: [],
  returnBox: false,
  dropPresence: true,
  kioskPin: false,
  kioskSeconds: 60,
};

/** What a library offers. Nothing said = nothing. */
export async function selfServiceRuleOf(db: Db | Tx, libraryId: number): Promise<SelfServiceRule> {
  return (await findRule(db, libraryId)) ?? OFF;
}

/** Active libraries where readers lend by phone. */
export async function librariesForPhones(ctx: Ctx): Promise<Library[]> {
  const [offering, all] = await Promise.all([librariesByPhone(ctx.db), listLibraries(ctx, { active: true })]);
  return all.filter(({ id }) => offering.includes(id));
}

/** Active libraries with a return box, and whether it asks for presence. */
export async function librariesWithBox(ctx: Ctx): Promise<{ library: Library; dropPresence: boolean }[]> {
  const [boxes, all] = await Promise.all([librariesByBox(ctx.db), listLibraries(ctx, { active: true })]);
  return all.flatMap((library) => {
    const box = boxes.find(({ libraryId }) => libraryId === library.id);
    return box ? [{ library, dropPresence: box.dropPresence }] : [];
  });
}

/** Says what a library offers. Permission `libraries.manage` there. */
export async function saveSelfServiceRule(ctx: Ctx, libraryId: number, input: SelfServiceRule): Promise<void> {
  authorize(ctx, 'libraries.manage', libraryId);
  const rule = parseInput(selfServiceRuleInput, input);
  await getLibrary(ctx, libraryId);
  await ctx.db.transaction().execute(async (trx) => {
    const before = await selfServiceRuleOf(trx, libraryId);
    await upsertRule(trx, libraryId, rule);
    await recordAudit(trx, ctx, {
      action: 'self_service.changed',
      entity: 'self_service_rule',
      entityId: libraryId,
      libraryId,
      ...changedParts<SelfServiceRule>(before, rule),
    });
  });
}
