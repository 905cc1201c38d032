import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { ReadingList as ListTable } from '#platform/database/db-types';
import type { ListEntry, PickedList, ReadingList, SharedList } from '../client.ts';
import type { ListVisibility } from '../rules/visibility.ts';

const entryCount = sql<number>`(select count(*) from reading_list_entry e where e.list_id = reading_list.id)`;

const lists = (db: Db | Tx) =>
  db
    .selectFrom('readingList')
    .select(['id', 'title', 'description', 'shareToken', 'hiddenReason', 'createdAt', 'changedAt', 'version'])
    .select([sql<ListVisibility>`visibility`.as('visibility'), entryCount.as('entryCount')])
    .where('deletedAt', 'is', null);

/** A reader's lists, the one used last first. */
export const selectListsOf = async (db: Db | Tx, memberId: number): Promise<ReadingList[]> =>
  lists(db).where('memberId', '=', memberId).orderBy('changedAt', 'desc').orderBy('id', 'desc').execute();

export const selectList = async (db: Db | Tx, memberId: number, id: number): Promise<ReadingList | undefined> =>
  lists(db).where('memberId', '=', memberId).where('id', '=', id).executeTakeFirst();

/** One after the other for what a reader makes at the same moment; until the end of the transaction. */
export async function lockReader(trx: Tx, memberId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('reading_list'), ${memberId}::int)`.execute(trx);
}

/** Locks a list of a reader; also a deleted one when asked for. */
export const lockList = async (trx: Tx, memberId: number, id: number, deleted = false) =>
  trx
    .selectFrom('readingList')
    .select(['id', 'title', 'description', 'shareToken', 'version', 'deletedAt'])
    .select(sql<ListVisibility>`visibility`.as('visibility'))
    .where('memberId', '=', memberId)
    .where('id', '=', id)
    .where('deletedAt', deleted ? 'is not' : 'is', null)
    .forUpdate()
    .executeTakeFirst();

export async function countLists(trx: Tx, memberId: number): Promise<number> {
  const row = await trx
    .selectFrom('readingList')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('memberId', '=', memberId)
    .where('deletedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function insertList(trx: Tx, row: Insertable<ListTable>): Promise<number> {
  const { id } = await trx.insertInto('readingList').values(row).returning('id').executeTakeFirstOrThrow();
  return id;
}

/** Changes a list and counts its version up. */
export async function updateList(trx: Tx, id: number, changes: Updateable<ListTable>): Promise<void> {
  await trx
    .updateTable('readingList')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
}

export const selectEntries = async (
  db: Db | Tx,
  listId: number,
  page: { offset: number; limit: number } = { offset: 0, limit: 1000 },
): Promise<ListEntry[]> =>
  db
    .selectFrom('readingListEntry')
    .select(['bibId', 'place', 'note', 'addedAt'])
    .where('listId', '=', listId)
    .orderBy('place')
    .offset(page.offset)
    .limit(page.limit)
    .execute();

/** Adds a title at the end. @returns false when it is there already */
export async function insertEntry(
  trx: Tx,
  row: { listId: number; bibId: number; note: string | null; addedAt: Date },
): Promise<boolean> {
  const added = await trx
    .insertInto('readingListEntry')
    .values((eb) => ({
      ...row,
      place: eb
        .selectFrom('readingListEntry')
        .select((last) => sql<number>`coalesce(${last.fn.max('place')}, 0) + 1`.as('next'))
        .where('listId', '=', row.listId),
    }))
    .onConflict((conflict) => conflict.columns(['listId', 'bibId']).doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}

export async function updateEntry(trx: Tx, listId: number, bibId: number, note: string | null): Promise<void> {
  await trx
    .updateTable('readingListEntry')
    .set({ note })
    .where('listId', '=', listId)
    .where('bibId', '=', bibId)
    .execute();
}

export async function deleteEntry(trx: Tx, listId: number, bibId: number): Promise<boolean> {
  const gone = await trx
    .deleteFrom('readingListEntry')
    .where('listId', '=', listId)
    .where('bibId', '=', bibId)
    .executeTakeFirst();
  return gone.numDeletedRows === 1n;
}

/** Numbers the entries 1..n in the order of the ids. */
export async function renumberEntries(trx: Tx, listId: number, bibIds: readonly number[]): Promise<void> {
  await sql`update reading_list_entry e set place = wanted.place
    from unnest(${bibIds}::bigint[]) with ordinality wanted (bib_id, place)
    where e.list_id = ${listId} and e.bib_id = wanted.bib_id and e.place <> wanted.place`.execute(trx);
}

/** The lists of a reader that hold a title. */
export async function selectListsWith(db: Db | Tx, memberId: number, bibId: number): Promise<Set<number>> {
  const rows = await db
    .selectFrom('readingListEntry')
    .innerJoin('readingList', 'readingList.id', 'readingListEntry.listId')
    .select('readingList.id')
    .where('readingList.memberId', '=', memberId)
    .where('readingListEntry.bibId', '=', bibId)
    .execute();
  return new Set(rows.map((row) => row.id));
}

const shared = (db: Db | Tx) =>
  db
    .selectFrom('readingList')
    .leftJoin('readerProfile', 'readerProfile.memberId', 'readingList.memberId')
    .select(['readingList.id', 'title', 'description', 'readingList.changedAt', 'readingList.version'])
    .select('displayName as by')
    .select([
      sql<string>`share_token`.as('shareToken'),
      sql<SharedList['visibility']>`visibility`.as('visibility'),
      entryCount.as('entryCount'),
      sql<boolean>`picked_at is not null`.as('picked'),
    ])
    .where('hiddenAt', 'is', null)
    .where('deletedAt', 'is', null);

/** The list behind an address, with its id. */
export const selectShared = async (
  db: Db | Tx,
  shareToken: string,
): Promise<(SharedList & { id: number }) | undefined> =>
  shared(db).where('shareToken', '=', shareToken).executeTakeFirst();

/** The list behind an address, locked: nobody renames it while it is chosen. */
export const lockShared = async (trx: Tx, shareToken: string) =>
  trx
    .selectFrom('readingList')
    .select(['id', 'version'])
    .select(sql<ListVisibility>`visibility`.as('visibility'))
    .where('shareToken', '=', shareToken)
    .where('hiddenAt', 'is', null)
    .where('deletedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst();

/** Public lists that hold something, changed last first. */
export const selectPublicLists = async (
  db: Db | Tx,
  page: { before: { changedAt: Date; id: number } | null; limit: number },
): Promise<(SharedList & { id: number })[]> => {
  let query = shared(db)
    .where('visibility', '=', 'public')
    .where((eb) => eb.exists(eb.selectFrom('readingListEntry').whereRef('listId', '=', 'readingList.id')))
    .orderBy('readingList.changedAt', 'desc')
    .orderBy('readingList.id', 'desc')
    .limit(page.limit + 1);
  if (page.before) {
    const { changedAt, id } = page.before;
    query = query.where(sql<boolean>`(reading_list.changed_at, reading_list.id) < (${changedAt}, ${id}::bigint)`);
  }
  return query.execute();
};

/** Chosen by a librarian, still public, of nobody whose data are only kept, and with titles that readers may find; chosen last first, each with its first titles. */
export async function selectPickedLists(db: Db, limit: number): Promise<PickedList[]> {
  const shown = sql`reading_list_entry e join bib on bib.id = e.bib_id
    where e.list_id = reading_list.id and bib.deleted_at is null and not bib.hidden`;
  return (
    shared(db)
      .where('pickedAt', 'is not', null)
      .where('visibility', '=', 'public')
      .where(sql<boolean>`exists (select from ${shown})`)
      // data that are only kept are shown to nobody anew
      .where(
        sql<boolean>`not exists (select from member where id = reading_list.member_id and restricted_at is not null)`,
      )
      .select(
        sql<PickedList['first']>`(select coalesce(json_agg(json_build_object('id', b.id, 'title', b.title,
          'author', coalesce(b.main_author, b.authors[1]), 'coverKey', b.cover_key) order by b.ord), '[]')
        from (select bib.*, e.place as ord from ${shown} order by e.place limit 3) b)`.as('first'),
      )
      .orderBy('pickedAt', 'desc')
      .orderBy('readingList.id', 'desc')
      .limit(limit)
      .execute()
  );
}

/** @returns false when it was so already */
export async function updatePicked(trx: Tx, id: number, pickedAt: Date | null): Promise<boolean> {
  const row = await trx
    .updateTable('readingList')
    .set({ pickedAt })
    .where('id', '=', id)
    .where('pickedAt', pickedAt === null ? 'is not' : 'is', null)
    .executeTakeFirst();
  return row.numUpdatedRows === 1n;
}

/** Lists that were deleted before an instant. */
export async function selectDeletedLists(db: Db, before: Date): Promise<number[]> {
  const rows = await db.selectFrom('readingList').select('id').where('deletedAt', '<', before).orderBy('id').execute();
  return rows.map(({ id }) => id);
}

/** Throws away those of some lists that are still deleted since before an instant. @returns how many */
export async function purgeLists(trx: Tx, ids: readonly number[], before: Date): Promise<number> {
  const gone = await trx
    .deleteFrom('readingList')
    .where('id', 'in', ids)
    .where('deletedAt', '<', before)
    .executeTakeFirst();
  return Number(gone.numDeletedRows);
}

/** Entries of titles that were merged into another one. */
export async function selectEntriesOfMerged(db: Db): Promise<{ listId: number; bibId: number }[]> {
  const query = sql<{ listId: number; bibId: number }>`select e.list_id, e.bib_id
    from reading_list_entry e join bib b on b.id = e.bib_id where b.merged_into_id is not null order by 1, 2`;
  return (await query.execute(db)).rows;
}

/** A title that was merged into another one is that one in every list; where both stood, the kept one stays. */
export async function followMergedBibs(trx: Tx, entries: readonly { listId: number; bibId: number }[]): Promise<void> {
  const [listIds, bibIds] = [entries.map(({ listId }) => listId), entries.map(({ bibId }) => bibId)];
  const these = sql`(e.list_id, e.bib_id) in (select * from unnest(${listIds}::bigint[], ${bibIds}::bigint[]))`;
  await sql`delete from reading_list_entry e using bib b
    where ${these} and b.id = e.bib_id and b.merged_into_id is not null
      and (exists (select from reading_list_entry kept where kept.list_id = e.list_id and kept.bib_id = b.merged_into_id)
        or exists (select from reading_list_entry twin join bib o on o.id = twin.bib_id
          where twin.list_id = e.list_id and o.merged_into_id = b.merged_into_id and twin.bib_id < e.bib_id))`.execute(
    trx,
  );
  await sql`update reading_list_entry e set bib_id = b.merged_into_id from bib b
    where ${these} and b.id = e.bib_id and b.merged_into_id is not null
      and not exists (select from reading_list_entry kept where kept.list_id = e.list_id and kept.bib_id = b.merged_into_id)`.execute(
    trx,
  );
}
