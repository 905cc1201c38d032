import { sql, type Selectable } from 'kysely';
import { z } from 'zod';
import type { Db, Tx } from '#platform/database/db';
import type { ImportRow as RowTable } from '#platform/database/db-types';
import type { ErrorParams } from '#platform/errors';
import { FILE_ROLES, ROW_OUTCOMES, type FileRole, type RowOutcome } from '../client.ts';
import { paramsShape } from './import-runs.queries.ts';

export interface ReportRow extends Omit<Selectable<RowTable>, 'role' | 'outcome' | 'params'> {
  role: FileRole | null;
  outcome: RowOutcome;
  params: ErrorParams;
}

const outcomes = z.enum(ROW_OUTCOMES);
const roles = z.enum(FILE_ROLES).nullable();

/** Lines of a report in the order in which they were written. */
export async function selectReportRows(
  db: Db,
  runId: number,
  filter: { outcomes: readonly RowOutcome[]; afterId: number; limit: number },
): Promise<ReportRow[]> {
  const rows = await db
    .selectFrom('importRow')
    .selectAll()
    .where('runId', '=', runId)
    .where('id', '>', filter.afterId)
    .where('outcome', 'in', [...filter.outcomes])
    .orderBy('id')
    .limit(filter.limit)
    .execute();
  return rows.map((row) => ({
    ...row,
    role: roles.parse(row.role),
    outcome: outcomes.parse(row.outcome),
    params: paramsShape.parse(row.params),
  }));
}

/** How many lines a report has of each outcome. */
export async function countReportRows(db: Db, runId: number): Promise<Record<RowOutcome, number>> {
  const rows = await db
    .selectFrom('importRow')
    .select((eb) => ['outcome', eb.fn.countAll<number>().as('count')])
    .where('runId', '=', runId)
    .groupBy('outcome')
    .execute();
  const counts: Record<RowOutcome, number> = { updated: 0, skipped: 0, failed: 0, warning: 0 };
  for (const row of rows) counts[outcomes.parse(row.outcome)] = row.count;
  return counts;
}

/** Rows carry no id of a member: they are known by how they are labelled, number and name, or name and class. */
export async function blankRowsOf(trx: Tx, memberId: number): Promise<void> {
  await sql`update import_row row set label = null, params = '{}'
    from member m, import_run run
    where m.id = ${memberId} and run.id = row.run_id and run.kind not in ('marc', 'marc_authorities', 'inlislite_items')
      and (row.label = m.number or starts_with(row.label, m.number || ' · ')
        or row.label = m.full_name or starts_with(row.label, m.full_name || ' · '))`.execute(trx);
}

const ofRunsBefore = (before: Date) => sql`run_id in (select id from import_run where finished_at < ${before})`;

/** Lines of reports on runs that ended before. */
export async function countRowsBefore(db: Db, before: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from import_row where ${ofRunsBefore(before)}`.execute(db);
  return rows[0]?.count ?? 0;
}

export async function deleteRowsBefore(db: Db, before: Date): Promise<number> {
  const { numAffectedRows = 0n } = await sql`delete from import_row where ${ofRunsBefore(before)}`.execute(db);
  return Number(numAffectedRows);
}
