import { recordAudit } from '#modules/ground/audit';
import { getLibrary } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { authorize } from '#platform/rights/authorize';
import { claimList, type ListKey } from '../data/lists.queries.ts';

/** How the trace calls that a list was written. */
const ACTIONS: Readonly<Record<ListKey['kind'], string>> = {
  menu: 'site.menu_saved',
  foot: 'site.foot_saved',
  accounts: 'site.accounts_saved',
  contact: 'site.contact_saved',
  people: 'site.people_saved',
  services: 'site.services_saved',
};

/**
 * Writes a list over the version that was read, and leaves the trace. Needs `site.edit` at its library, network-wide for the network's.
 * Throws `platform.forbidden`, `version_conflict`, `libraries.not_found`.
 * @param work writes its rows; what it gives is what the trace says
 */
export async function writeList(
  ctx: Ctx,
  { version, ...key }: ListKey & { version: number },
  work: (trx: Tx, listId: number) => Promise<{ before: object; after: object }>,
): Promise<void> {
  authorize(ctx, 'site.edit', key.libraryId);
  if (key.libraryId !== null) await getLibrary(ctx, key.libraryId);
  await ctx.db.transaction().execute(async (trx) => {
    const listId = await claimList(trx, key, version);
    if (listId === undefined) throw platformErrors.versionConflict();
    const change = await work(trx, listId);
    await recordAudit(trx, ctx, {
      ...{ action: ACTIONS[key.kind], entity: 'site_list', entityId: listId, libraryId: key.libraryId },
      ...change,
    });
  });
}
