import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Block } from '../rules/blocks.ts';

/** A comment with the part of which it is. */
export interface CommentRow {
  id: number;
  blockId: number;
  parentId: number | null;
  authorId: number | null;
  /** As they were called then. */
  authorName: string;
  words: string;
  suggestion: Block | null;
  ofVersion: number;
  at: Date;
  settledAt: Date | null;
  settledBy: string;
  blockVersion: number;
  isRemoved: boolean;
}

const comments = (db: Db | Tx, writingId: number) =>
  db
    .selectFrom('contentComment')
    .innerJoin('writingBlock', 'writingBlock.id', 'contentComment.blockId')
    .select([
      'contentComment.id',
      'contentComment.blockId',
      'contentComment.parentId',
      'contentComment.authorId',
      'contentComment.authorName',
      'contentComment.words',
      'contentComment.ofVersion',
      'contentComment.at',
      'contentComment.settledAt',
      'contentComment.settledBy',
      'writingBlock.version as blockVersion',
      sql<Block | null>`content_comment.suggestion`.as('suggestion'),
      sql<boolean>`writing_block.removed_at is not null`.as('isRemoved'),
    ])
    .where('writingBlock.writingId', '=', writingId);

/** Of parts that stand, in the order of the parts, the first said first. */
export const selectComments = async (db: Db | Tx, writingId: number): Promise<CommentRow[]> =>
  comments(db, writingId)
    .where('writingBlock.removedAt', 'is', null)
    .orderBy('writingBlock.position')
    .orderBy('writingBlock.id')
    .orderBy('contentComment.id')
    .execute();

export const findComment = async (
  db: Db | Tx,
  { writingId, id }: { writingId: number; id: number },
): Promise<CommentRow | undefined> => comments(db, writingId).where('contentComment.id', '=', id).executeTakeFirst();

/** How many were said of the parts of a writing that stand. */
export async function countComments(db: Db | Tx, writingId: number): Promise<number> {
  const { count } = await db
    .selectFrom('contentComment')
    .innerJoin('writingBlock', 'writingBlock.id', 'contentComment.blockId')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('writingBlock.writingId', '=', writingId)
    .where('writingBlock.removedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

/** How many are open at parts that stand, by part. */
export const selectOpen = async (
  db: Db | Tx,
  writingIds: readonly number[],
): Promise<{ writingId: number; blockId: number; count: number }[]> =>
  db
    .selectFrom('contentComment')
    .innerJoin('writingBlock', 'writingBlock.id', 'contentComment.blockId')
    .select((eb) => ['writingBlock.writingId', 'writingBlock.id as blockId', eb.fn.countAll<number>().as('count')])
    .where('writingBlock.writingId', '=', sql<number>`any(${[...writingIds]}::bigint[])`)
    .where('writingBlock.removedAt', 'is', null)
    .where('contentComment.parentId', 'is', null)
    .where('contentComment.settledAt', 'is', null)
    .groupBy(['writingBlock.writingId', 'writingBlock.id'])
    .execute();

export async function insertComment(
  trx: Tx,
  {
    suggestion,
    ...row
  }: Pick<CommentRow, 'blockId' | 'parentId' | 'words' | 'suggestion' | 'ofVersion' | 'at' | 'authorName'> & {
    authorId: number | null;
  },
): Promise<number> {
  const { id } = await trx
    .insertInto('contentComment')
    .values({ ...row, suggestion: suggestion === null ? null : JSON.stringify(suggestion) })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export const updateSettled = async (
  trx: Tx,
  id: number,
  settled: { settledAt: Date | null; settledBy: string },
): Promise<void> => {
  await trx.updateTable('contentComment').set(settled).where('id', '=', id).execute();
};

export const deleteComment = async (trx: Tx, id: number): Promise<void> => {
  await trx.deleteFrom('contentComment').where('id', '=', id).execute();
};
