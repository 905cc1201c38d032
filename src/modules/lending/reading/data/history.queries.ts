import { sql, type SqlBool } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { HistoryEntry } from '../client.ts';

/** Members who ever said anything about keeping their history, and those of whom something is kept; in the order of their ids. */
export async function selectHistoryMembers(db: Db | Tx, afterId: number, limit: number): Promise<number[]> {
  const query = sql<{ memberId: number }>`
    select member_id from consent_event where purpose = 'reading_history' and member_id > ${afterId}
    union select member_id from reading_history_state where member_id > ${afterId}
    order by member_id limit ${limit}`;
  return (await query.execute(db)).rows.map((row) => row.memberId);
}

/**
 * Copies what these members brought back and what was not copied yet, up to an instant; a member without a state gets all loans
 * that still name them. @returns how many titles were added
 */
export async function copyReturnedLoans(trx: Tx, memberIds: readonly number[], until: Date): Promise<number> {
  if (memberIds.length === 0) return 0;
  const copied = await sql`
    insert into reading_history (member_id, bib_id, title, author, loaned_at, returned_at)
    select l.member_id, b.id, b.title, coalesce(b.main_author, b.authors[1]), l.loaned_at, l.returned_at
    from unnest(${memberIds}::bigint[]) wanted (id)
      left join reading_history_state s on s.member_id = wanted.id
      join loan l on l.member_id = wanted.id and l.status = 'returned'
        and l.return_recorded_at > coalesce(s.copied_until, '-infinity') and l.return_recorded_at <= ${until}
      join item i on i.id = l.item_id join bib b on b.id = i.bib_id
    on conflict (member_id, bib_id, returned_at) do nothing`.execute(trx);
  await sql`
    insert into reading_history_state (member_id, copied_until) select unnest(${memberIds}::bigint[]), ${until}
    on conflict (member_id) do update set copied_until = excluded.copied_until`.execute(trx);
  return Number(copied.numAffectedRows ?? 0);
}

/** @returns how many titles went */
export async function deleteHistory(trx: Tx, memberIds: readonly number[]): Promise<number> {
  if (memberIds.length === 0) return 0;
  const gone = await trx
    .deleteFrom('readingHistory')
    .where('memberId', 'in', [...memberIds])
    .executeTakeFirst();
  await trx
    .deleteFrom('readingHistoryState')
    .where('memberId', 'in', [...memberIds])
    .execute();
  return Number(gone.numDeletedRows);
}

/** The words must all be in the title or the author's name. */
const holds = (words: readonly string[]) =>
  words.map((word) => {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
    return sql<SqlBool>`(title ilike ${pattern} or author ilike ${pattern})`;
  });

const history = (db: Db | Tx, memberId: number, words: readonly string[]) =>
  holds(words).reduce(
    (query, condition) => query.where(condition),
    db.selectFrom('readingHistory').where('memberId', '=', memberId),
  );

/** What was brought back last first. */
export const selectHistory = async (
  db: Db | Tx,
  memberId: number,
  about: { words: readonly string[]; offset: number; afterId: number | null; limit: number },
): Promise<HistoryEntry[]> =>
  history(db, memberId, about.words)
    .select(['id', 'bibId', 'title', 'author', 'loanedAt', 'returnedAt'])
    .$if(about.afterId !== null, (query) =>
      query.where(
        sql<boolean>`(returned_at, id) < (select h.returned_at, h.id from reading_history h where h.id = ${about.afterId} and h.member_id = ${memberId})`,
      ),
    )
    .orderBy('returnedAt', 'desc')
    .orderBy('id', 'desc')
    .offset(about.offset)
    .limit(about.limit)
    .execute();

export async function countHistory(db: Db | Tx, memberId: number, words: readonly string[]): Promise<number> {
  const row = await history(db, memberId, words)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Titles brought back since an instant. */
export async function countSince(db: Db | Tx, memberId: number, since: Date): Promise<number> {
  const row = await db
    .selectFrom('readingHistory')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('memberId', '=', memberId)
    .where('returnedAt', '>=', since)
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function deleteHistoryEntry(trx: Tx, memberId: number, id: number): Promise<boolean> {
  const gone = await trx
    .deleteFrom('readingHistory')
    .where('memberId', '=', memberId)
    .where('id', '=', id)
    .executeTakeFirst();
  return gone.numDeletedRows === 1n;
}

/** What is kept of records that were merged into another one, and may be moved there. */
export async function selectHistoryOfMerged(db: Db): Promise<number[]> {
  const query = sql<{ id: number }>`select h.id from reading_history h join bib b on b.id = h.bib_id
    where b.merged_into_id is not null
      and not exists (select from reading_history kept where kept.member_id = h.member_id
        and kept.bib_id = b.merged_into_id and kept.returned_at = h.returned_at)
    order by h.id`;
  return (await query.execute(db)).rows.map((row) => row.id);
}

/** What was read of a merged record was read of the one that was kept. */
export async function moveHistoryOfMerged(trx: Tx, ids: readonly number[]): Promise<void> {
  await sql`update reading_history h set bib_id = b.merged_into_id from bib b
    where h.id = any(${ids}::bigint[]) and b.id = h.bib_id and b.merged_into_id is not null
      and not exists (select from reading_history kept where kept.member_id = h.member_id
        and kept.bib_id = b.merged_into_id and kept.returned_at = h.returned_at)`.execute(trx);
}
