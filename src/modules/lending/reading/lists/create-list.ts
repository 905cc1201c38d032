import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { countLists, insertList } from '../data/lists.queries.ts';
import { readingErrors } from '../errors.ts';
import { ownReader } from '../own-reader.ts';
import { MAX_LISTS } from '../rules/visibility.ts';
import { listInput, type ListInput } from '../schema.ts';
import { newShareToken } from './share-token.ts';

/** A list within the caller's transaction. @returns its id */
export async function addList(trx: Tx, ctx: Ctx, input: ListInput): Promise<number> {
  const { id: memberId } = ownReader(ctx);
  const { title, description = null, visibility = 'private' } = parseInput(listInput, input);
  if ((await countLists(trx, memberId)) >= MAX_LISTS) throw readingErrors.tooManyLists({ max: MAX_LISTS });
  const now = ctx.clock.now();
  const shareToken = visibility === 'private' ? null : newShareToken();
  const row = { memberId, title, description, visibility, shareToken, createdAt: now, changedAt: now };
  const id = await insertList(trx, row);
  // what is in a list is the reader's own affair: the trace says that there is one, and who may see it
  await recordAudit(trx, ctx, {
    action: 'reading_list.created',
    entity: 'reading_list',
    entityId: id,
    after: { visibility },
  });
  return id;
}

/** The reader makes a list, private unless said otherwise. Throws `reading.too_many_lists`. @returns its id */
export const createList = async (ctx: Ctx, input: ListInput): Promise<number> =>
  ctx.db.transaction().execute(async (trx) => addList(trx, ctx, input));
