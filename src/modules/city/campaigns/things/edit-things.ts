import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { violatedForeignKey, type Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { updateCampaign, type CampaignRow } from '../data/campaigns.queries.ts';
import { deleteThing, insertThing, selectThings } from '../data/things.queries.ts';
import { campaignErrors } from '../errors.ts';
import { campaignEntity, livingCampaign } from '../held-campaign.ts';
import { MOST_THINGS, THING_LENGTH, type ThingKind } from '../rules/terms.ts';
import { thingInput, type ThingInput } from '../schema.ts';
import { thingNow } from './view-things.ts';

const COLUMNS = {
  program: 'programId',
  record: 'bibId',
  course: 'courseId',
  collection: 'collectionId',
} as const satisfies Record<ThingKind, string>;

/** Writes what a campaign promotes. Throws `campaigns.thing_unknown`, `thing_listed`, `full`. @returns its id, and what it is called */
export async function putThing(
  trx: Tx,
  ctx: Ctx,
  { campaignId, kind, thingId }: { campaignId: number; kind: ThingKind; thingId: number },
): Promise<{ id: number; title: string }> {
  const now = await thingNow({ ...ctx, db: trx }, kind, thingId);
  if (!now) throw campaignErrors.thingUnknown({}, { thingId: 'unknown' });
  if ((await selectThings(trx, campaignId)).length >= MOST_THINGS) throw campaignErrors.full({ most: MOST_THINGS });
  const title = now.title.slice(0, THING_LENGTH).toWellFormed();
  const id = await insertThing(trx, { campaignId, kind, title, [COLUMNS[kind]]: thingId });
  if (id === null) throw campaignErrors.thingListed();
  return { id, title };
}

const touch = async (trx: Tx, ctx: Ctx, { id }: CampaignRow): Promise<unknown> =>
  updateCampaign(trx, id, { changedAt: ctx.clock.now() });

/**
 * Says that a campaign promotes a programme, a record, a course or a curated collection. Needs `campaigns.manage`. Throws `campaigns.not_found`,
 * `state_forbids` (it is reported), `archived`, `thing_unknown`, `thing_listed`, `full`, `platform.version_conflict`, `platform.invalid_input`.
 * @returns its id in the campaign
 */
export async function addThing(
  ctx: Ctx,
  id: number,
  { version, ...input }: ThingInput & { version: number },
): Promise<number> {
  authorizeAnywhere(ctx, 'campaigns.manage');
  const thing = parseInput(thingInput, input);
  try {
    return await ctx.db.transaction().execute(async (trx) => {
      const held = await livingCampaign(trx, ctx, {
        ...{ id, version, may: ['campaigns.manage'] },
        from: ['draft', 'submitted', 'approved'],
      });
      const made = await putThing(trx, ctx, { campaignId: id, ...thing });
      await touch(trx, ctx, held);
      await recordAudit(trx, ctx, {
        ...{ action: 'campaign.thing_added', ...campaignEntity(held) },
        after: { ...thing, title: made.title },
      });
      return made.id;
    });
  } catch (error) {
    // it was deleted in this moment
    if (violatedForeignKey(error) !== null) throw campaignErrors.thingUnknown({}, { thingId: 'unknown' });
    throw error;
  }
}

/**
 * Says that a campaign does not promote something any more. Needs `campaigns.manage`. Throws `campaigns.not_found`, `state_forbids`, `archived`,
 * `thing_not_found`, `platform.version_conflict`.
 */
export async function removeThing(
  ctx: Ctx,
  id: number,
  { version, thing }: { version: number; thing: number },
): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const held = await livingCampaign(trx, ctx, {
      ...{ id, version, may: ['campaigns.manage'] },
      from: ['draft', 'submitted', 'approved'],
    });
    const gone = await deleteThing(trx, id, thing);
    if (!gone) throw campaignErrors.thingNotFound();
    await touch(trx, ctx, held);
    await recordAudit(trx, ctx, {
      ...{ action: 'campaign.thing_removed', ...campaignEntity(held) },
      before: { kind: gone.kind, title: gone.title },
    });
  });
}
