import { sql, type ExpressionBuilder, type Insertable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { DB, RetentionRun } from '#platform/database/db-types';
import type { HoldReason } from '../rules/retention-hold.ts';

export type StaleKind = 'draft' | 'submitted' | 'decided';

const stale = (kind: StaleKind, before: Date) => (eb: ExpressionBuilder<DB, 'registration'>) => {
  if (kind === 'draft') return eb.and([eb('status', '=', 'draft'), eb('createdAt', '<', before)]);
  if (kind === 'submitted') return eb.and([eb('status', '=', 'submitted'), eb('submittedAt', '<', before)]);
  return eb.and([eb('status', 'in', ['approved', 'rejected']), eb('decidedAt', '<', before)]);
};

/** Forms that nobody went on with, that nobody answered, or whose answer the applicants have had time to read. */
export const selectStaleRegistrations = async (db: Db, kind: StaleKind, before: Date) =>
  db.selectFrom('registration').select('number').where(stale(kind, before)).orderBy('id').execute();

export async function deleteStaleRegistrations(db: Db, kind: StaleKind, before: Date): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('registration').where(stale(kind, before)).executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/**
 * Cards that ended before an instant, of members who were not seen here since: by the day that is kept on the member, since the sessions
 * and links that would show it are cut long before. Never those whose data are only kept.
 */
const inactive = (before: Date) => (eb: ExpressionBuilder<DB, 'member'>) =>
  eb.and([
    eb('erasedAt', 'is', null),
    eb('restrictedAt', 'is', null),
    eb('lastActiveOn', '<', sql<string>`(${before}::timestamptz)::date`),
    eb.or([
      eb('expiresOn', '<', sql<string>`(${before}::timestamptz)::date`),
      eb.and([eb('status', '=', 'withdrawn'), eb('updatedAt', '<', before)]),
    ]),
    sql<boolean>`not exists (select from session where session.member_id = member.id and session.last_seen_at >= ${before})`,
    sql<boolean>`not exists (select from subject_request r where r.member_id = member.id and r.status = 'open')`,
  ]);

export const selectInactive = async (
  db: Db,
  before: Date,
  page: { limit: number },
): Promise<{ id: number; number: string }[]> =>
  db.selectFrom('member').select(['id', 'number']).where(inactive(before)).orderBy('id').limit(page.limit).execute();

/** All of them, in the order of their ids. */
export async function selectInactiveIds(db: Db, before: Date): Promise<number[]> {
  const rows = await db.selectFrom('member').select('id').where(inactive(before)).orderBy('id').execute();
  return rows.map((row) => row.id);
}

export async function countInactive(db: Db, before: Date): Promise<number> {
  const row = await db
    .selectFrom('member')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where(inactive(before))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Looks again with the row locked: the card may have been renewed a moment ago. */
export const lockInactive = async (trx: Tx, id: number, before: Date) =>
  trx.selectFrom('member').select('number').where(inactive(before)).where('id', '=', id).forUpdate().executeTakeFirst();

export async function countAnswered(db: Db, before: Date): Promise<number> {
  const row = await db
    .selectFrom('subjectRequest')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('decidedAt', '<', before)
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function deleteAnswered(db: Db, before: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('subjectRequest')
    .where('decidedAt', '<', before)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

export interface RunReport {
  key: string;
  /** Whole days that the class is kept. */
  days: number;
  gone: number;
  /** What could not go yet: books at home, money. */
  waiting: number;
  /** Nothing of it went: it waits for a person who looks at it. */
  held?: HoldReason;
  /** How many wait for a person. */
  due?: number;
}

const runs = (db: Db | Tx) =>
  db
    .selectFrom('retentionRun')
    .select(['id', 'requestedAt', 'requestedBy', 'finishedAt', sql<RunReport[]>`report`.as('report')]);

export const selectRuns = async (db: Db, limit: number) => runs(db).orderBy('id', 'desc').limit(limit).execute();
export const findOpenRun = async (db: Db | Tx) => runs(db).where('finishedAt', 'is', null).executeTakeFirst();

export const insertRun = async (
  trx: Tx,
  row: Pick<Insertable<RetentionRun>, 'requestedAt' | 'requestedBy'>,
): Promise<number> => (await trx.insertInto('retentionRun').values(row).returning('id').executeTakeFirstOrThrow()).id;

export async function updateRun(
  db: Db | Tx,
  id: number,
  report: readonly RunReport[],
  finishedAt: Date | null,
): Promise<void> {
  await db
    .updateTable('retentionRun')
    .set({ report: JSON.stringify(report), finishedAt })
    .where('id', '=', id)
    .execute();
}
