import { sql, type Selectable } from 'kysely';
import { z } from 'zod';
import type { Db, Tx } from '#platform/database/db';
import type { SlimsSaid as SaidTable } from '#platform/database/db-types';
import { DECISIONS, SAID_FATES, type Decision } from '../client.ts';
import { shownNumber } from '#shared/moving/nik-in-text';
import { SAID_CODES, type Said } from '#shared/moving/said';

/** A line of the report of a run. */
export interface SaidRow extends Said {
  id: number;
  /** Somebody can decide at it. */
  isDecidable: boolean;
  decision: Decision | null;
  decidedBy: string | null;
}

const fates = z.enum(SAID_FATES);
const decisions = z.enum(DECISIONS);
const params = z.record(z.string(), z.union([z.string(), z.number()]));
const codes = z.enum(SAID_CODES);

const asSaid = (row: Selectable<SaidTable>): SaidRow => ({
  id: row.id,
  table: row.tableName,
  key: row.slimsKey,
  fate: fates.parse(row.fate),
  code: codes.parse(row.code),
  params: params.parse(row.params),
  isDecidable: row.slimsId !== null,
  decision: decisions.nullable().parse(row.decision),
  decidedBy: row.decidedBy,
});

/**
 * Adds lines to the report of a run, in one statement for any number of them.
 * @param came in the transaction in which their rows came: they are not said again
 */
export async function insertSaid(db: Db | Tx, runId: number, said: readonly Said[], came: boolean): Promise<void> {
  if (said.length === 0) return;
  // a text of the dump may hold what the database does not keep
  const json = JSON.stringify(said, (_name, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\0', '�').toWellFormed() : value,
  );
  await sql`
    insert into slims_said (run_id, table_name, slims_key, fate, code, params, slims_id, said, came)
    select ${runId}::bigint, "table", key, fate, code, coalesce(params, '{}'), ("row" ->> 'slimsId')::bigint, ("row" ->> 'says')::bigint, ${came}
    from jsonb_to_recordset(${json}::jsonb)
      as r ("table" text, key text, fate text, code text, params jsonb, "row" jsonb)`.execute(db);
}

/** A run that is taken up again says all others anew. */
export async function deleteSaidAnew(db: Db, runId: number): Promise<void> {
  await db.deleteFrom('slimsSaid').where('runId', '=', runId).where('came', '=', false).execute();
}

export interface SaidFilter {
  fates: readonly Said['fate'][];
  /** Only those whose code begins so: `settle` = running loans to be settled by hand, `updated`, `conflict` (rules/said.ts). */
  codes?: 'settle' | 'updated' | 'conflict';
  afterId: number;
  limit: number;
}

/** Lines of a report in the order in which they were written. */
export async function selectSaid(db: Db, runId: number, filter: SaidFilter): Promise<SaidRow[]> {
  const rows = await db
    .selectFrom('slimsSaid')
    .selectAll()
    .where('runId', '=', runId)
    .where('id', '>', filter.afterId)
    .where('fate', 'in', [...filter.fates])
    .$if(filter.codes !== undefined, (query) => query.where('code', 'like', `${filter.codes ?? ''}\\_%`))
    .orderBy('id')
    .limit(filter.limit)
    .execute();
  return rows.map(asSaid);
}

/** How many lines a report has of each outcome. */
export async function countSaid(db: Db, runId: number): Promise<Record<Said['fate'], number>> {
  const rows = await db
    .selectFrom('slimsSaid')
    .select((eb) => ['fate', eb.fn.countAll<number>().as('count')])
    .where('runId', '=', runId)
    .groupBy('fate')
    .execute();
  const counts: Record<Said['fate'], number> = { merged: 0, refused: 0, told: 0 };
  for (const row of rows) counts[fates.parse(row.fate)] = row.count;
  return counts;
}

/** How many lines say that something must be settled by hand, that something was brought up to date, and that people have to decide. */
export async function countChanges(
  db: Db | Tx,
  runId: number,
): Promise<{ toSettle: number; updated: number; conflicts: number }> {
  const { rows } = await sql<{ toSettle: number; updated: number; conflicts: number }>`
    select count(*) filter (where code like 'settle\\_%')::int as to_settle, count(*) filter (where code like 'updated\\_%')::int as updated,
      count(*) filter (where code like 'conflict\\_%')::int as conflicts
    from slims_said where run_id = ${runId}`.execute(db);
  return rows[0] ?? { toSettle: 0, updated: 0, conflicts: 0 };
}

/** Lines name a member by the number of the card: as the old system has it, in whatever letters, or as it is here; of a NIK in it the last figures. */
export async function blankSaidOf(trx: Tx, memberId: number): Promise<void> {
  const member = await trx.selectFrom('member').select('number').where('id', '=', memberId).executeTakeFirst();
  if (!member) return;
  const former = await trx.selectFrom('formerCard').select('number').where('memberId', '=', memberId).execute();
  const own = [member, ...former].map(({ number }) => number.toUpperCase());
  const shown = own.flatMap((number) => [number, shownNumber(number)]);
  // the number that it had there, where it got another one when it came; of two changes of one number the second one says what it got
  const { rows } = await sql<{ number: string }>`
    select distinct substr(upper(slims_key), position('=' in slims_key) + 1) as number from slims_said s
    where table_name in ('member', 'members') and upper(params ->> 'number') = any(${shown})
      and (code = 'member_number_taken' or code = 'member_number_changed' and not exists (
        select from slims_said o
        where o.run_id = s.run_id and o.table_name = s.table_name and o.slims_key = s.slims_key and o.code = 'member_number_taken'
      ))`.execute(trx);
  const named = [...shown, ...rows.flatMap(({ number }) => [number, shownNumber(number)])];
  await sql`update slims_said set slims_key = '', params = '{}', slims_id = null, said = null
    where (table_name in ('member', 'member_image', 'member_custom', 'members', 'members_photo')
        and (substr(upper(slims_key), position('=' in slims_key) + 1) = any(${named}) or upper(params ->> 'number') = any(${named})))
      or upper(trim(params ->> 'member')) = any(${named})`.execute(trx);
}

const ofRunsBefore = (before: Date) => sql`run_id in (select id from slims_run where finished_at < ${before})`;

/** Lines of reports on runs that ended before. */
export async function countSaidBefore(db: Db, before: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from slims_said where ${ofRunsBefore(before)}`.execute(db);
  return rows[0]?.count ?? 0;
}

export async function deleteSaidBefore(db: Db, before: Date): Promise<number> {
  const { numAffectedRows = 0n } = await sql`delete from slims_said where ${ofRunsBefore(before)}`.execute(db);
  return Number(numAffectedRows);
}
