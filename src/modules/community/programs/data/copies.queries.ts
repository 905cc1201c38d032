import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

/** A copy that is set aside now. */
export interface CopyAside {
  id: number;
  itemId: number;
  barcode: string;
  bibId: number;
  title: string;
  callNumber: string | null;
  spaceName: string | null;
  /** Null: for the whole programme. */
  sessionId: number | null;
  sessionTitle: string;
  /** When it was taken from the shelf to the room; null: it stands on the shelf still. */
  fetchedAt: Date | null;
  /** The end of its session, or of the last session. */
  untilAt: Date | null;
}

export interface AsideFilter {
  ids?: readonly number[] | undefined;
  bibId?: number | undefined;
  /** Null: those of the whole programme; left out: all. */
  sessionId?: number | null | undefined;
  /** Only those whose day is over, or that have none. */
  pastAt?: Date | undefined;
}

/** What is set aside for a programme now, in the order of the shelves. */
export async function selectCopiesAside(
  db: Db | Tx,
  programId: number,
  { ids, bibId, sessionId, pastAt }: AsideFilter = {},
): Promise<CopyAside[]> {
  const where = [sql`c.program_id = ${programId}`];
  if (ids) where.push(sql`c.id = any(${ids})`);
  if (bibId !== undefined) where.push(sql`i.bib_id = ${bibId}`);
  if (sessionId !== undefined) where.push(sql`c.session_id is not distinct from ${sessionId}::bigint`);
  if (pastAt) where.push(sql`coalesce(c.until_at <= ${pastAt}, true)`);
  const query = sql<CopyAside>`select c.id, c.item_id, i.barcode, i.bib_id, b.title, i.call_number, sp.name as space_name,
      c.session_id, c.session_title, c.fetched_at, c.until_at
    from program_copy_now c join item i on i.id = c.item_id join bib b on b.id = i.bib_id left join space sp on sp.id = i.space_id
    where ${sql.join(where, sql` and `)} order by i.call_number_sort nulls last, i.barcode`;
  return (await query.execute(db)).rows;
}

export interface FreeCopy {
  id: number;
  barcode: string;
  bibId: number;
  callNumber: string | null;
  spaceName: string | null;
}
/** Copies of records on the shelves of a library, in the order in which they are locked. */
export async function selectFreeCopies(
  db: Db | Tx,
  { bibIds, libraryId }: { bibIds: readonly number[]; libraryId: number },
): Promise<FreeCopy[]> {
  const query = sql<FreeCopy>`select i.id, i.barcode, i.bib_id, i.call_number, sp.name as space_name
    from item i left join space sp on sp.id = i.space_id
    where i.bib_id = any(${bibIds}) and i.library_id = ${libraryId} and i.status = 'available' and not i.on_loan
      and i.set_aside is null and i.owner_library_id is null
    order by i.id`;
  return (await query.execute(db)).rows;
}

/** How many copies of each record are set aside, for the programme and for each session. */
export async function countCopiesAside(
  db: Db | Tx,
  programId: number,
): Promise<{ bibId: number; sessionId: number | null; count: number }[]> {
  const query = sql<{ bibId: number; sessionId: number | null; count: number }>`
    select i.bib_id, c.session_id, count(*)::int as count from program_copy_now c join item i on i.id = c.item_id
    where c.program_id = ${programId} group by i.bib_id, c.session_id`;
  return (await query.execute(db)).rows;
}

export async function insertCopiesAside(
  trx: Tx,
  about: { programId: number; sessionId: number | null; itemIds: readonly number[]; at: Date },
): Promise<void> {
  const { programId, sessionId, itemIds, at } = about;
  await trx
    .insertInto('programCopy')
    .values(itemIds.map((itemId) => ({ programId, sessionId, itemId, setAsideAt: at })))
    .execute();
}

/** @returns false where it had ended before */
export async function endCopyAside(
  trx: Tx,
  id: number,
  end: { endedAt: Date; endedHow: 'released' | 'over' },
): Promise<boolean> {
  const ended = await trx
    .updateTable('programCopy')
    .set(end)
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .executeTakeFirst();
  return ended.numUpdatedRows > 0n;
}

export async function setFetched(trx: Tx, ids: readonly number[], fetchedAt: Date | null): Promise<void> {
  await trx.updateTable('programCopy').set({ fetchedAt }).where('id', 'in', ids).execute();
}

/** Programmes with copies whose day is over, or that are over themselves. */
export async function selectToFree(db: Db, now: Date, limit: number): Promise<number[]> {
  const query = sql<{
    id: number;
  }>`select distinct c.program_id as id from program_copy_now c join program p on p.id = c.program_id
    where coalesce(c.until_at <= ${now}, true) or p.state in ('closed', 'archived', 'cancelled')
    order by 1 limit ${limit}`;
  return (await query.execute(db)).rows.map((row) => row.id);
}
