import type { Db, Tx } from '#platform/database/db';
import type { CommentAnswer, CommentThread } from '../client.ts';
import { selectComments, selectOpen, type CommentRow } from '../data/comments.queries.ts';

const said = ({ id, authorId, authorName, words, at }: CommentRow): CommentAnswer => ({
  ...{ id, authorId, words, at },
  author: authorId === null ? null : authorName,
});

/** What is said of the parts of a writing that stand, in their order. Who may read it, its owner has asked. */
export async function listComments({ db }: { db: Db | Tx }, writingId: number): Promise<CommentThread[]> {
  const rows = await selectComments(db, writingId);
  return rows
    .filter(({ parentId }) => parentId === null)
    .map((row) => ({
      ...said(row),
      ...{ blockId: row.blockId, suggestion: row.suggestion, settledAt: row.settledAt, settledBy: row.settledBy },
      isOutdated: row.settledAt === null && row.suggestion !== null && row.ofVersion !== row.blockVersion,
      answers: rows.filter(({ parentId }) => parentId === row.id).map(said),
    }));
}

/** How many comments are open at which parts, by writing; a writing or a part without any is left out. */
export async function openComments(
  { db }: { db: Db | Tx },
  writingIds: readonly number[],
): Promise<Map<number, { blockId: number; count: number }[]>> {
  const rows = await selectOpen(db, writingIds);
  return new Map(
    [...Map.groupBy(rows, ({ writingId }) => writingId)].map(([id, all]) => [
      id,
      all.map(({ blockId, count }) => ({ blockId, count })),
    ]),
  );
}
