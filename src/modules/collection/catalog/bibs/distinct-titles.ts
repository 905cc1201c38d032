import type { Db, Tx } from '#platform/database/db';
import { selectDistinct } from '../data/distinct.queries.ts';

/** What somebody has said of pairs of these records: are the two not one title? */
export async function distinctOf(
  db: Db | Tx,
  ids: readonly number[],
): Promise<(one: number, other: number) => boolean> {
  const said = new Set((await selectDistinct(db, ids)).map(({ lowId, highId }) => `${lowId} ${highId}`));
  return (one, other) => said.has(`${Math.min(one, other)} ${Math.max(one, other)}`);
}
