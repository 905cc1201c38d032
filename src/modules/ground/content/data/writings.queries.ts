import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Block } from '../rules/blocks.ts';

/** A block of a version. */
export interface KeptBlock {
  body: Block;
  english: Block | null;
}

export const insertWriting = async (trx: Tx, at: Date): Promise<number> =>
  (await trx.insertInto('writing').values({ createdAt: at }).returning('id').executeTakeFirstOrThrow()).id;

/** Holds a writing until the transaction ends: its blocks are changed by one after the other. @returns its revision */
export const holdWriting = async (trx: Tx, id: number): Promise<number | null> =>
  (await trx.selectFrom('writing').select('revision').where('id', '=', id).forUpdate().executeTakeFirst())?.revision ??
  null;

export const selectRevision = async (db: Db | Tx, id: number): Promise<number | null> =>
  (await db.selectFrom('writing').select('revision').where('id', '=', id).executeTakeFirst())?.revision ?? null;

export const raiseRevision = async (trx: Tx, id: number): Promise<void> => {
  await trx
    .updateTable('writing')
    .set({ revision: sql`revision + 1` })
    .where('id', '=', id)
    .execute();
};

export const deleteWriting = async (trx: Tx, id: number): Promise<void> => {
  await trx.deleteFrom('writing').where('id', '=', id).execute();
};

/** What is told of a version in a list. */
export interface VersionLine {
  id: number;
  number: number;
  revision: number;
  madeAt: Date;
  madeBy: string;
}
/** A version whole. @typeParam H what its owner keeps with it, read at the owner's door */
export interface VersionRow extends VersionLine {
  head: unknown;
  blocks: KeptBlock[];
}

export async function insertVersion(
  trx: Tx,
  row: { writingId: number; revision: number; head: object; blocks: readonly KeptBlock[]; at: Date; by: string },
): Promise<VersionLine> {
  return trx
    .insertInto('writingVersion')
    .values((eb) => ({
      writingId: row.writingId,
      revision: row.revision,
      // under the lock of the writing
      number: eb
        .selectFrom('writingVersion')
        .select(sql<number>`coalesce(max(number), 0) + 1`.as('next'))
        .where('writingId', '=', row.writingId),
      head: JSON.stringify(row.head),
      blocks: JSON.stringify(row.blocks),
      madeAt: row.at,
      madeBy: row.by,
    }))
    .returning(['id', 'number', 'revision', 'madeAt', 'madeBy'])
    .executeTakeFirstOrThrow();
}

/** The last versions of a writing, the newest first. */
export const selectVersions = async (db: Db | Tx, writingId: number, limit: number): Promise<VersionLine[]> =>
  db
    .selectFrom('writingVersion')
    .select(['id', 'number', 'revision', 'madeAt', 'madeBy'])
    .where('writingId', '=', writingId)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();

export const findVersion = async (
  db: Db | Tx,
  { writingId, id }: { writingId: number; id: number },
): Promise<VersionRow | undefined> =>
  db
    .selectFrom('writingVersion')
    .select([
      'id',
      'number',
      'revision',
      'madeAt',
      'madeBy',
      sql<unknown>`head`.as('head'),
      sql<KeptBlock[]>`blocks`.as('blocks'),
    ])
    .where('writingId', '=', writingId)
    .where('id', '=', id)
    .executeTakeFirst();
