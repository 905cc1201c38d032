import { accountOf, type Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import type { KeptBlock, Writing, WrittenBlock } from './client.ts';
import { selectBlocks, selectLeases, selectRemoved } from './data/blocks.queries.ts';
import { selectRevision } from './data/writings.queries.ts';
import { contentErrors } from './errors.ts';

/** So many blocks that were taken out are offered to be put back: as many as a version has, twice. */
const MOST_REMOVED = 600;

/**
 * A writing as it stands, with who has which block in hand. Who may read it, its owner has asked. Throws `content.block_not_found` where there
 * is none.
 */
export async function readWriting(ctx: Pick<Ctx, 'actor'> & { db: Db | Tx }, writingId: number): Promise<Writing> {
  const { db, actor } = ctx;
  const revision = await selectRevision(db, writingId);
  if (revision === null) throw contentErrors.blockNotFound();
  const rows = await selectBlocks(db, writingId);
  const leases = await selectLeases(db, { writingId, besides: accountOf(actor) ?? 0 });
  return {
    id: writingId,
    revision,
    blocks: rows.map((row) => ({ ...writtenBlock(row), inHandOf: leases.get(row.id) ?? null })),
  };
}

/** Blocks that were taken out of a writing since its last version, the last first. */
export async function listRemovedBlocks({ db }: { db: Db | Tx }, writingId: number): Promise<WrittenBlock[]> {
  return (await selectRemoved(db, writingId, MOST_REMOVED)).map((row) => ({ ...writtenBlock(row), inHandOf: null }));
}

/** What stands, as a version keeps it. */
export const standingBlocks = async (db: Db | Tx, writingId: number): Promise<KeptBlock[]> =>
  (await selectBlocks(db, writingId)).map(({ body, english }) => ({ body, english }));

const writtenBlock = ({
  id,
  body,
  english,
  version,
  changedAt,
  changedBy,
}: Omit<WrittenBlock, 'inHandOf'>): Omit<WrittenBlock, 'inHandOf'> => ({
  id,
  body,
  english,
  version,
  changedAt,
  changedBy,
});
