import type { Db, Tx } from '#platform/database/db';

/** What was measured last of an edition. */
export interface FigureRow {
  editionId: number;
  /** `YYYY-MM-DD`, both included. */
  fromOn: string;
  toOn: string;
  n: number;
  kept: number;
  measuredAt: Date;
}

export const selectFigures = async (db: Db | Tx): Promise<FigureRow[]> =>
  db.selectFrom('promiseFigure').selectAll().execute();

/** In place of what was measured before. */
export const writeFigure = async (db: Db | Tx, { editionId, ...figure }: FigureRow) =>
  db
    .insertInto('promiseFigure')
    .values({ editionId, ...figure })
    .onConflict((conflict) => conflict.column('editionId').doUpdateSet(figure))
    .execute();
