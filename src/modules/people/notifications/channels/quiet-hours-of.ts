import type { Db, Tx } from '#platform/database/db';
import { selectQuietHours } from '../data/planning.queries.ts';
import type { QuietHours } from '../rules/quiet-hours.ts';

const NEVER: QuietHours = { fromMinute: 0, toMinute: 0 };

/** The quiet hours of each library: its own, else the network's. */
export async function quietHoursOf(db: Db | Tx): Promise<(libraryId: number) => QuietHours> {
  const { network, all } = await selectQuietHours(db);
  return (libraryId) => all.find((row) => row.libraryId === libraryId) ?? network ?? NEVER;
}
