import { recordAudit } from '#modules/ground/audit';
import { authorizeAnywhere, canAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import type { PickedList } from '../client.ts';
import { lockShared, selectPickedLists, updatePicked } from '../data/lists.queries.ts';
import { readingErrors } from '../errors.ts';

async function setPicked(ctx: Ctx, shareToken: string, picked: boolean, seen: number | null): Promise<void> {
  authorizeAnywhere(ctx, 'reviews.moderate');
  await ctx.db.transaction().execute(async (trx) => {
    const list = await lockShared(trx, shareToken);
    // an address that was given to some people only is nothing for everybody
    if (list?.visibility !== 'public') throw readingErrors.listNotFound();
    if (seen !== null && seen !== list.version) throw platformErrors.versionConflict();
    if (!(await updatePicked(trx, list.id, picked ? ctx.clock.now() : null))) return;
    const trace = { entity: 'reading_list', entityId: list.id };
    await (picked
      ? recordAudit(trx, ctx, { ...trace, action: 'reading_list.picked' })
      : recordAudit(trx, ctx, { ...trace, action: 'reading_list.unpicked' }));
  });
}

/**
 * A librarian shows a public list on the home page. Permission `reviews.moderate`. Throws `reading.list_not_found`, and
 * `platform.version_conflict` where the reader has changed it since it was read.
 * @param seen the version that was read; null = whatever it says now
 */
export const pickList = async (ctx: Ctx, shareToken: string, seen: number | null = null): Promise<void> =>
  setPicked(ctx, shareToken, true, seen);

/** It leaves the home page again, and stays as public as it is. Permission `reviews.moderate`. Throws `reading.list_not_found`. */
export const unpickList = async (ctx: Ctx, shareToken: string): Promise<void> =>
  setPicked(ctx, shareToken, false, null);

/** Whether this person says what stands on the home page. */
export const mayPick = (ctx: Ctx): boolean => canAnywhere(ctx.actor, 'reviews.moderate');

/** Public lists that a librarian chose for the home page, chosen last first, each with its first titles. Open to everyone. */
export const listPickedLists = async (ctx: Pick<Ctx, 'db'>, limit: number): Promise<PickedList[]> =>
  selectPickedLists(ctx.db, limit);
