import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { PrintBatch } from '../client.ts';
import type { Layout, PrintKind } from '../rules/layout.ts';

export async function findLayout(db: Db | Tx, libraryId: number, kind: PrintKind): Promise<unknown> {
  const query = db.selectFrom('printLayout').select('layout').where('libraryId', '=', libraryId);
  return (await query.where('kind', '=', kind).executeTakeFirst())?.layout;
}

export async function upsertLayout(
  trx: Tx,
  row: { libraryId: number; kind: PrintKind; layout: Layout; updatedAt: Date },
): Promise<void> {
  const { updatedAt } = row;
  const layout = JSON.stringify(row.layout);
  await trx
    .insertInto('printLayout')
    .values({ ...row, layout })
    .onConflict((conflict) => conflict.columns(['libraryId', 'kind']).doUpdateSet({ layout, updatedAt }))
    .execute();
}

export async function deleteLayout(trx: Tx, libraryId: number, kind: PrintKind): Promise<void> {
  await trx.deleteFrom('printLayout').where('libraryId', '=', libraryId).where('kind', '=', kind).execute();
}

export type SubjectColumn = 'itemId' | 'memberId' | 'spaceId' | 'shortLinkId';

export async function insertBatch(
  trx: Tx,
  batch: { libraryId: number; kind: PrintKind; layout: Layout; startAt: number; createdAt: Date; createdBy: string },
  column: SubjectColumn,
  subjects: readonly number[],
): Promise<number> {
  const { id } = await trx
    .insertInto('printBatch')
    .values({ ...batch, layout: JSON.stringify(batch.layout) })
    .returning('id')
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('printBatchSubject')
    .values(subjects.map((subject, index) => ({ printBatchId: id, nth: index + 1, [column]: subject })))
    .execute();
  return id;
}

const batches = (db: Db | Tx) =>
  db
    .selectFrom('printBatch')
    .innerJoin('library', 'library.id', 'printBatch.libraryId')
    .select(['printBatch.id', 'printBatch.startAt', 'printBatch.createdAt', 'printBatch.createdBy'])
    .select('printBatch.printedAt')
    .select([
      sql<PrintKind>`print_batch.kind`.as('kind'),
      sql<Layout>`print_batch.layout`.as('layout'),
      sql<PrintBatch['library']>`json_build_object('id', library.id, 'code', library.code, 'name', library.name,
        'timeZone', library.time_zone)`.as('library'),
      sql<number>`(select count(*)::integer from print_batch_subject s where s.print_batch_id = print_batch.id)`.as(
        'subjects',
      ),
    ]);

export const findBatch = async (db: Db | Tx, id: number): Promise<PrintBatch | undefined> =>
  batches(db).where('printBatch.id', '=', id).executeTakeFirst();

/** From the newest to the oldest; one row more than `limit`. */
export async function selectBatches(
  db: Db,
  filter: { libraryId: number; kinds: readonly PrintKind[]; beforeId?: number; limit: number },
): Promise<PrintBatch[]> {
  let query = batches(db)
    .where('printBatch.libraryId', '=', filter.libraryId)
    .where('printBatch.kind', 'in', [...filter.kinds])
    .orderBy('printBatch.id', 'desc')
    .limit(filter.limit + 1);
  if (filter.beforeId !== undefined) query = query.where('printBatch.id', '<', filter.beforeId);
  return query.execute();
}

export async function setPrinted(trx: Tx, id: number, printedAt: Date | null): Promise<void> {
  await trx.updateTable('printBatch').set({ printedAt }).where('id', '=', id).execute();
}
