import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { PromiseCount, PromiseSpan } from '#platform/promise-measures';

/** What readers suggested to buy in some days: first answered within so many days, whatever came of it later. */
export async function countSuggestionsAnswered(
  db: Db | Tx,
  { after, before, now }: PromiseSpan,
  days: number,
): Promise<PromiseCount> {
  const due = sql`created_at + make_interval(days => ${days})`;
  const { rows } = await sql<PromiseCount>`
    select count(*)::integer as n, count(*) filter (where first_decided_at <= ${due})::integer as kept
    from suggestion where created_at >= ${after} and created_at < ${before}
      and (first_decided_at is not null or ${due} < ${now})`.execute(db);
  return rows[0] ?? { n: 0, kept: 0 };
}
