import { accountOf, actorName, type Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { authorize, authorizeAnywhere, can, canAnywhere, grantedLibraries } from '#platform/rights/authorize';
import type { PermissionCode } from '#platform/rights/permissions';
import { findCampaign, lockCampaign, type CampaignRow } from './data/campaigns.queries.ts';
import { campaignErrors } from './errors.ts';
import type { CampaignState } from './rules/terms.ts';

const READ_BY: readonly PermissionCode[] = ['campaigns.manage', 'campaigns.approve'];

/** May somebody read any of them at all? */
export const readsCampaigns = ({ actor }: Pick<Ctx, 'actor'>): boolean =>
  READ_BY.some((code) => canAnywhere(actor, code));

/** At which libraries somebody reads campaigns, besides those of the whole network; null = at all. Throws `platform.forbidden`. */
export function readable(ctx: Pick<Ctx, 'actor'>): readonly number[] | null {
  if (!readsCampaigns(ctx)) authorizeAnywhere(ctx, 'campaigns.manage');
  const granted = READ_BY.map((code) => grantedLibraries(ctx.actor, code));
  return granted.includes('all') ? null : [...new Set(granted.flatMap((ids) => (ids === 'all' ? [] : ids)))];
}

/** May somebody read it? Those of the whole network are read at every library. */
export const mayReadCampaign = (
  { actor }: Pick<Ctx, 'actor'>,
  { libraryId }: Pick<CampaignRow, 'libraryId'>,
): boolean => READ_BY.some((code) => (libraryId === null ? canAnywhere(actor, code) : can(actor, code, libraryId)));

/** A campaign for whoever may read it. Throws `campaigns.not_found`, `platform.forbidden`. */
export async function seenCampaign(ctx: Pick<Ctx, 'actor'> & { db: Db | Tx }, id: number): Promise<CampaignRow> {
  if (!readsCampaigns(ctx)) authorizeAnywhere(ctx, 'campaigns.manage');
  const row = await findCampaign(ctx.db, id);
  if (!row) throw campaignErrors.notFound();
  if (!mayReadCampaign(ctx, row)) throw platformErrors.forbidden({ permission: 'campaigns.manage' });
  return row;
}

/** What an editor of a campaign needs and saw. */
interface Wanted {
  id: number;
  version: number;
  /** Any of these lets them. */
  may: readonly PermissionCode[];
  /** Left out: any. */
  from?: readonly CampaignState[];
}

/**
 * Holds a campaign as an editor saw it, in one of some states. Throws `campaigns.not_found`, `platform.forbidden`, `platform.version_conflict`,
 * `campaigns.state_forbids`.
 */
export async function campaignAt(trx: Tx, ctx: Ctx, { id, version, may, from }: Wanted): Promise<CampaignRow> {
  const [first = 'campaigns.manage'] = may;
  if (!may.some((code) => canAnywhere(ctx.actor, code))) authorizeAnywhere(ctx, first);
  const held = await lockCampaign(trx, id);
  if (!held) throw campaignErrors.notFound();
  if (!may.some((code) => can(ctx.actor, code, held.libraryId))) authorize(ctx, first, held.libraryId);
  if (held.version !== version) throw platformErrors.versionConflict();
  if (from && !from.includes(held.state)) throw campaignErrors.stateForbids({ state: held.state });
  return held;
}

/** The same of one that was not put away. Throws as {@link campaignAt}, and `campaigns.archived`. */
export async function livingCampaign(trx: Tx, ctx: Ctx, wanted: Wanted): Promise<CampaignRow> {
  const held = await campaignAt(trx, ctx, wanted);
  if (held.archivedAt !== null) throw campaignErrors.archived();
  return held;
}

/** Is it somebody's own submission? */
export const isOwnSubmission = (
  { actor }: Pick<Ctx, 'actor'>,
  { submittedBy, submittedById }: Pick<CampaignRow, 'submittedBy' | 'submittedById'>,
): boolean =>
  submittedBy !== '' &&
  (submittedById === null ? submittedBy === actorName(actor) : submittedById === accountOf(actor));

/** How the trace names a campaign. */
export const campaignEntity = ({ id, libraryId }: Pick<CampaignRow, 'id' | 'libraryId'>) => ({
  entity: 'campaign' as const,
  entityId: id,
  libraryId,
});
