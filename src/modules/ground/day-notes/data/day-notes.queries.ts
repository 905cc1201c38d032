import { sql, type RawBuilder } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';

export interface DayNote {
  id: number;
  /** null = the whole network. */
  libraryId: number | null;
  day: LocalDate;
  text: string;
  createdBy: string;
  createdAt: Date;
  version: number;
}

const selectNotes = (db: Db | Tx) =>
  db.selectFrom('dayNote').select(['id', 'libraryId', 'day', 'text', 'createdBy', 'createdAt', 'version']);

export interface DayNoteFilter {
  from: LocalDate;
  to: LocalDate;
  /** Notes of these libraries and of the whole network; null = of all. */
  libraryIds: readonly number[] | null;
}

/** By day, then as they were written. */
export async function selectDayNotes(
  db: Db,
  { from, to, libraryIds }: DayNoteFilter,
  { after, limit }: { after: { day: LocalDate; id: number } | null; limit: number },
): Promise<DayNote[]> {
  let query = selectNotes(db).where('day', '>=', from).where('day', '<=', to);
  if (libraryIds !== null) {
    query = query.where((eb) =>
      eb.or([eb('libraryId', 'is', null), ...(libraryIds.length > 0 ? [eb('libraryId', 'in', [...libraryIds])] : [])]),
    );
  }
  if (after) {
    query = query.where((eb) =>
      eb.or([eb('day', '>', after.day), eb.and([eb('day', '=', after.day), eb('id', '>', after.id)])]),
    );
  }
  return query.orderBy('day').orderBy('id').limit(limit).execute();
}

export const findDayNote = async (db: Db, id: number): Promise<DayNote | undefined> =>
  selectNotes(db).where('id', '=', id).executeTakeFirst();
export const lockDayNote = async (trx: Tx, id: number): Promise<DayNote | undefined> =>
  selectNotes(trx).where('id', '=', id).forUpdate().executeTakeFirst();

export const insertDayNote = async (trx: Tx, row: Omit<DayNote, 'id' | 'version'>): Promise<DayNote> =>
  trx
    .insertInto('dayNote')
    .values(row)
    .returning(['id', 'libraryId', 'day', 'text', 'createdBy', 'createdAt', 'version'])
    .executeTakeFirstOrThrow();

export async function updateDayNote(trx: Tx, id: number, text: string): Promise<void> {
  await trx
    .updateTable('dayNote')
    .set((eb) => ({ text, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

export async function deleteDayNote(trx: Tx, id: number): Promise<void> {
  await trx.deleteFrom('dayNote').where('id', '=', id).execute();
}

/**
 * Within a query: what is written of a day at a library, or of the whole network on that day; null = nothing. For modules above whose rows
 * are of a day and a library. @param of columns of the outer query
 */
export const wordOn = (of: { day: string; libraryId: string }): RawBuilder<string | null> => sql<string | null>`(
  select day_note.text from day_note
  where day_note.day = ${sql.ref(of.day)} and (day_note.library_id is null or day_note.library_id = ${sql.ref(of.libraryId)})
  order by day_note.library_id nulls last, day_note.id limit 1)`;
