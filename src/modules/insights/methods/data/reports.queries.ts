import { z } from 'zod';
import type { Db, Tx } from '#platform/database/db';

/** A report that was kept. */
export interface KeptReport {
  id: number;
  pack: string;
  year: number;
  result: unknown;
  keptBy: string;
  keptAt: Date;
}

export async function insertReport(
  trx: Tx,
  row: Omit<KeptReport, 'id' | 'result'> & { result: object },
): Promise<number> {
  const { id } = await trx
    .insertInto('methodReport')
    .values({ ...row, result: JSON.stringify(row.result) })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export const selectReports = async (
  db: Db,
  about: { pack: string; year: number },
): Promise<Omit<KeptReport, 'result'>[]> =>
  db
    .selectFrom('methodReport')
    .select(['id', 'pack', 'year', 'keptBy', 'keptAt'])
    .where('pack', '=', about.pack)
    .where('year', '=', about.year)
    .orderBy('id', 'desc')
    .limit(50)
    .execute();

export async function findReport(db: Db, id: number): Promise<KeptReport | undefined> {
  const row = await db.selectFrom('methodReport').selectAll().where('id', '=', id).executeTakeFirst();
  return row && { ...row, result: z.unknown().parse(row.result) };
}
