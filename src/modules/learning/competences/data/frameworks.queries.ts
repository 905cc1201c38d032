import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { CompetenceFramework } from '#platform/database/db-types';
import type { Framework } from '../client.ts';
import type { FrameworkState } from '../rules/terms.ts';

/** A framework as it stands. */
export interface FrameworkRow extends Omit<Framework, 'lines'> {
  /** That of a library that is closed rests, and is there again when it is opened again. */
  rests: boolean;
}

const frameworks = (db: Db | Tx) =>
  db
    .selectFrom('competenceFramework as f')
    .leftJoin('library as l', 'l.id', 'f.libraryId')
    .select([
      'f.id',
      'f.libraryId',
      'f.code',
      'f.name',
      'f.nameEn',
      'f.summary',
      'f.summaryEn',
      'f.source',
      'f.builtin',
      'f.version',
      sql<FrameworkState>`f.state`.as('state'),
      sql<boolean>`coalesce(not l.active, false)`.as('rests'),
    ]);

export const findFramework = async (db: Db | Tx, id: number): Promise<FrameworkRow | undefined> =>
  frameworks(db).where('f.id', '=', id).executeTakeFirst();

/** Those of a state after one of them, in the order in which they were written; of a library that is closed none. */
export const selectFrameworks = async (
  db: Db | Tx,
  { state, afterId, limit }: { state: FrameworkState; afterId: number; limit: number },
): Promise<FrameworkRow[]> =>
  frameworks(db)
    .where('f.state', '=', state)
    .where('f.id', '>', afterId)
    .where(sql<boolean>`coalesce(l.active, true)`)
    .orderBy('f.id')
    .limit(limit + 1)
    .execute();

/** Holds a framework with its lines until the transaction ends: whoever changes one of them holds it first. */
export const lockFramework = async (trx: Tx, id: number) =>
  trx
    .selectFrom('competenceFramework')
    .select([
      'id',
      'libraryId',
      'code',
      'name',
      'nameEn',
      'summary',
      'summaryEn',
      'source',
      'builtin',
      'version',
      sql<FrameworkState>`state`.as('state'),
    ])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
export type HeldFramework = NonNullable<Awaited<ReturnType<typeof lockFramework>>>;

/** Codes that begin so. */
export const selectCodesLike = async (db: Db | Tx, code: string): Promise<Set<string>> => {
  const rows = await db
    .selectFrom('competenceFramework')
    .select('code')
    .where(sql<boolean>`starts_with(code, ${code})`)
    .execute();
  return new Set(rows.map((row) => row.code));
};

/** @returns its id; undefined = another one has its code */
export const insertFramework = async (trx: Tx, row: Insertable<CompetenceFramework>): Promise<number | undefined> =>
  (
    await trx
      .insertInto('competenceFramework')
      .values(row)
      .onConflict((conflict) => conflict.column('code').doNothing())
      .returning('id')
      .executeTakeFirst()
  )?.id;

/** Changes it, or says alone that a line of it was changed. */
export const updateFramework = async (trx: Tx, id: number, changes: Updateable<CompetenceFramework> = {}) =>
  trx
    .updateTable('competenceFramework')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
