import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { PromiseCount, PromiseSpan } from '#platform/promise-measures';

const NOTHING: PromiseCount = { n: 0, kept: 0 };

/**
 * Holds that were placed in some days: ready to be collected within so many days of that. One that waits longer than that counts as not kept
 * whatever became of it; one that its reader gave up before, or put off, does not count.
 */
export async function countHoldsReady(
  db: Db | Tx,
  { after, before, now }: PromiseSpan,
  days: number,
): Promise<PromiseCount> {
  const due = sql`placed_at + make_interval(days => ${days})`;
  const { rows } = await sql<PromiseCount>`
    select count(*)::integer as n, count(*) filter (where waiting_since <= ${due})::integer as kept
    from hold where placed_at >= ${after} and placed_at < ${before} and (first_suspended_at is null or first_suspended_at > ${due})
      and (waiting_since is not null or least(coalesce(ended_at, ${now}), ${now}) > ${due})`.execute(db);
  return rows[0] ?? NOTHING;
}

/** Copies that were caught for a hold in some days at another library than that of the pick-up: there within so many days. */
export async function countHoldsBrought(
  db: Db | Tx,
  { after, before, now }: PromiseSpan,
  days: number,
): Promise<PromiseCount> {
  const due = sql`caught_at + make_interval(days => ${days})`;
  const { rows } = await sql<PromiseCount>`
    select count(*)::integer as n, count(*) filter (where waiting_since <= ${due})::integer as kept
    from hold where caught_at >= ${after} and caught_at < ${before}
      and (waiting_since > caught_at or (waiting_since is null and least(coalesce(ended_at, ${now}), ${now}) > ${due}))`.execute(
    db,
  );
  return rows[0] ?? NOTHING;
}
