import type { Db, Tx } from '#platform/database/db';

/** What is meant to be reached in a year; `libraryId` null = by the network. */
export interface Target {
  id: number;
  year: number;
  libraryId: number | null;
  kind: string;
  goal: number;
  setBy: string;
  setAt: Date;
}

/** Those of a year, of the network first. */
export const selectTargets = async (db: Db | Tx, year: number): Promise<Target[]> =>
  db
    .selectFrom('target')
    .selectAll()
    .where('year', '=', year)
    .orderBy('libraryId', (order) => order.asc().nullsFirst())
    .orderBy('id')
    .execute();

type Place = Pick<Target, 'year' | 'libraryId' | 'kind'>;

/** The one that stands there, locked; null = none. */
export async function lockTarget(trx: Tx, { year, libraryId, kind }: Place): Promise<Target | null> {
  const row = await trx
    .selectFrom('target')
    .selectAll()
    .where('year', '=', year)
    .where('libraryId', 'is not distinct from', libraryId)
    .where('kind', '=', kind)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** Writes it, in place of one that stands there. */
export async function writeTarget(trx: Tx, target: Omit<Target, 'id'>): Promise<number> {
  const { goal, setBy, setAt } = target;
  const { id } = await trx
    .insertInto('target')
    .values(target)
    .onConflict((conflict) => conflict.columns(['year', 'libraryId', 'kind']).doUpdateSet({ goal, setBy, setAt }))
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function lockTargetById(trx: Tx, id: number): Promise<Target | null> {
  const row = await trx.selectFrom('target').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return row ?? null;
}

export async function deleteTarget(trx: Tx, id: number): Promise<void> {
  await trx.deleteFrom('target').where('id', '=', id).execute();
}
