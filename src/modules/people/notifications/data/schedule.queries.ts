import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import { untoldGuest } from './guest-messages.queries.ts';
import { untold } from './notifications.queries.ts';

export interface ScheduleRow {
  topic: string;
  libraryId: number | null;
  categoryId: number | null;
  /** null = this reminder is off */
  days: number | null;
}

export const selectSchedule = async (db: Db | Tx): Promise<ScheduleRow[]> =>
  db.selectFrom('noticeSchedule').select(['topic', 'libraryId', 'categoryId', 'days']).orderBy('id').execute();

/** Which of some keys are known, of what members or guests are told; what was taken back untold may be told again. */
export async function selectKnownKeys(db: Db | Tx, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const { rows } = await sql<{ key: string }>`
    select key from notification where key = any(${[...keys]}::text[]) and not (${untold})
    union all select key from guest_message where key = any(${[...keys]}::text[]) and not (${untoldGuest})`.execute(db);
  return new Set(rows.map(({ key }) => key));
}

/** Two who save the days of one scope come one after the other; readers do not wait. */
export async function lockSchedule(trx: Tx): Promise<void> {
  await sql`lock table notice_schedule in share row exclusive mode`.execute(trx);
}

/** Those of other topics stay. */
export async function replaceSchedule(
  trx: Tx,
  scope: { libraryId: number | null; categoryId: number | null },
  topics: readonly string[],
  rows: readonly ScheduleRow[],
  at: Date,
): Promise<void> {
  await trx
    .deleteFrom('noticeSchedule')
    .where('libraryId', 'is not distinct from', scope.libraryId)
    .where('categoryId', 'is not distinct from', scope.categoryId)
    .where('topic', 'in', topics)
    .execute();
  if (rows.length === 0) return;
  await trx
    .insertInto('noticeSchedule')
    .values(rows.map((row) => ({ ...row, updatedAt: at })))
    .execute();
}

export async function upsertQuietHours(
  trx: Tx,
  libraryId: number | null,
  hours: { fromMinute: number; toMinute: number },
): Promise<void> {
  await trx
    .insertInto('quietHours')
    .values({ libraryId, ...hours })
    .onConflict((conflict) => conflict.column('libraryId').doUpdateSet(hours))
    .execute();
}

export async function deleteQuietHours(trx: Tx, libraryId: number): Promise<void> {
  await trx.deleteFrom('quietHours').where('libraryId', '=', libraryId).execute();
}
