import { sql } from 'kysely';
import { z } from 'zod';
import type { Db, Tx } from '#platform/database/db';
import type { OldSystem } from '#shared/moving/old-systems';
import { DECISIONS, type Decision } from '../client.ts';

const tables = z.enum(['biblio', 'item', 'member', 'catalogs', 'collections', 'members']);
export type DecidedTable = z.output<typeof tables>;
const decisions = z.enum(DECISIONS);

/** A line of a report at which something is to be decided. */
export interface DecidableLine {
  table: DecidedTable;
  slimsId: number;
  /** Stands for what the old system says. */
  says: number;
  decision: Decision | null;
}

/** The line, held for this transaction: of two who decide at once the second one sees what the first has said. null = there is nothing to decide. */
export async function lockDecidable(trx: Tx, runId: number, lineId: number): Promise<DecidableLine | null> {
  const row = await trx
    .selectFrom('slimsSaid')
    .select(['tableName', 'slimsId', 'said', 'decision'])
    .where('runId', '=', runId)
    .where('id', '=', lineId)
    .where('slimsId', 'is not', null)
    .forUpdate()
    .executeTakeFirst();
  const table = tables.safeParse(row?.tableName);
  if (!row || !table.success || row.slimsId === null || row.said === null) return null;
  const { slimsId, said, decision } = row;
  return { table: table.data, slimsId, says: said, decision: decisions.nullable().parse(decision) };
}

export async function noteDecision(
  trx: Tx,
  lineId: number,
  decided: { decision: Decision; decidedBy: string; decidedAt: Date },
): Promise<void> {
  await trx.updateTable('slimsSaid').set(decided).where('id', '=', lineId).execute();
}

/** The newest run of a library from a system: what an older one says may not be so any more. */
export async function newestRunOf(
  db: Db | Tx,
  { system, libraryId }: { system: OldSystem; libraryId: number },
): Promise<number> {
  const row = await db
    .selectFrom('slimsRun')
    .select((eb) => eb.fn.max('id').as('id'))
    .where('libraryId', '=', libraryId)
    .where('system', '=', system)
    // what was asked about undoing says nothing of the rows of a dump
    .where('undoes', 'is', null)
    .executeTakeFirstOrThrow();
  return row.id;
}

/** The version of what a row became, as people here have left it. @returns null where it is gone */
export async function versionHere(trx: Tx, table: DecidedTable, id: number): Promise<number | null> {
  const [title, copy, member] = [
    sql<{ version: number }>`select version from bib where id = ${id} and deleted_at is null`,
    sql<{ version: number }>`select version from item where id = ${id} and status <> 'withdrawn'`,
    sql<{ version: number }>`select version from member where id = ${id} and erased_at is null`,
  ];
  const query = { biblio: title, catalogs: title, item: copy, collections: copy, member, members: member }[table];
  return (await query.execute(trx)).rows[0]?.version ?? null;
}
