import type { Db, Tx } from '#platform/db';
import type { ScheduledTopic } from '../client.ts';

export interface ScheduleRow {
  topic: ScheduledTopic;
  libraryId: number | null;
  categoryId: number | null;
  /** null = this reminder is off */
  days: number | null;
}

export const selectSchedule = (db: Db | Tx): Promise<ScheduleRow[]> =>
  db
    .selectFrom('noticeSchedule')
    .select(['topic', 'libraryId', 'categoryId', 'days'])
    .orderBy('id')
    .$narrowType<{ topic: ScheduledTopic }>()
    .execute();

/** Which of some keys are known. */
export async function selectKnownKeys(db: Db | Tx, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const rows = await db.selectFrom('notification').select('key').where('key', 'in', keys).execute();
  return new Set(rows.map((row) => row.key));
}
