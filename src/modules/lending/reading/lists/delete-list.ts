import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { lockList, updateList } from '../data/lists.queries.ts';
import { readingErrors } from '../errors.ts';
import { ownReader } from '../own-reader.ts';

async function setDeleted(ctx: Ctx, id: number, deleted: boolean): Promise<void> {
  const { id: memberId } = ownReader(ctx);
  await ctx.db.transaction().execute(async (trx) => {
    const list = await lockList(trx, memberId, id, !deleted);
    if (!list) throw readingErrors.listNotFound();
    const now = ctx.clock.now();
    await updateList(trx, list.id, deleted ? { deletedAt: now } : { deletedAt: null, changedAt: now });
    const trace = { entity: 'reading_list', entityId: list.id };
    await (deleted
      ? recordAudit(trx, ctx, { ...trace, action: 'reading_list.deleted' })
      : recordAudit(trx, ctx, { ...trace, action: 'reading_list.restored' }));
  });
}

/** The reader throws a list away; for a day it can be brought back. Throws `reading.list_not_found`. */
export const deleteList = async (ctx: Ctx, id: number): Promise<void> => setDeleted(ctx, id, true);

/** Brings a list back that was thrown away within the last day. Throws `reading.list_not_found`. */
export const restoreList = async (ctx: Ctx, id: number): Promise<void> => setDeleted(ctx, id, false);
