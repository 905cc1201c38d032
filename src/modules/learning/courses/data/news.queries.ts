import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { NewsKind } from '../rules/news.ts';

/** Accounts that have had a hand in a course: who invited its authors, who asked for it to be read, who reviewed it, who said something of its lessons. */
export async function selectHands(db: Db | Tx, courseId: number): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    select submitted_by_id as id from course where id = ${courseId} and submitted_by_id is not null
    union select invited_by_id from course_author where course_id = ${courseId} and removed_at is null and invited_by_id is not null
    union select by_id from course_review where course_id = ${courseId} and by_id is not null
    union select c.author_id from content_comment c join writing_block b on b.id = c.block_id join lesson l on l.writing_id = b.writing_id
      where l.course_id = ${courseId} and c.author_id is not null`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** Notes what people are still to be told of a course. */
export async function addNews(
  trx: Tx,
  { courseId, accountIds, kind, at }: { courseId: number; accountIds: readonly number[]; kind: NewsKind; at: Date },
): Promise<void> {
  if (accountIds.length === 0) return;
  await sql`insert into course_news (course_id, account_id, kinds, since)
    select ${courseId}, a.id, array[${kind}]::text[], ${at} from account a where a.id = any(${[...accountIds]}::bigint[]) order by a.id
    on conflict (course_id, account_id) do update set
      since = case when course_news.kinds = '{}' then excluded.since else course_news.since end,
      kinds = case when ${kind} = any(course_news.kinds) then course_news.kinds else course_news.kinds || excluded.kinds end`.execute(
    trx,
  );
}

export interface WaitingNews {
  courseId: number;
  accountId: number;
  kinds: NewsKind[];
}

/** What is due: it waited a little for more of its kind, and whoever is told was told nothing for a day. */
export const selectDueNews = async (
  db: Db | Tx,
  { before, toldBefore, limit }: { before: Date; toldBefore: Date; limit: number },
): Promise<WaitingNews[]> =>
  (
    await sql<WaitingNews>`select course_id, account_id, to_json(kinds) as kinds from course_news
      where kinds <> '{}' and since <= ${before} and (told_at is null or told_at <= ${toldBefore})
      order by since, course_id, account_id limit ${limit}`.execute(db)
  ).rows;

/** Takes what waits for somebody, once: of two processes one gets it. */
export async function takeNews(
  trx: Tx,
  { courseId, accountId, at }: { courseId: number; accountId: number; at: Date },
): Promise<NewsKind[]> {
  const { rows } = await sql<{ kinds: NewsKind[] }>`
    with waiting as (select course_id, account_id, kinds from course_news
      where course_id = ${courseId} and account_id = ${accountId} and kinds <> '{}' for update)
    update course_news n set kinds = '{}', told_at = ${at} from waiting w
    where n.course_id = w.course_id and n.account_id = w.account_id returning to_json(w.kinds) as kinds`.execute(trx);
  return rows[0]?.kinds ?? [];
}

/** Whoever writes it no more is told nothing of it. */
export const deleteNews = async (trx: Tx, courseId: number, accountId: number): Promise<void> => {
  await trx.deleteFrom('courseNews').where('courseId', '=', courseId).where('accountId', '=', accountId).execute();
};
