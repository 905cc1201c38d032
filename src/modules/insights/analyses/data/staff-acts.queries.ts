import { sql } from 'kysely';
import type { Db } from '#platform/database/db';

export interface ActionCount {
  accountId: number;
  /** As the trail calls the account, the latest name. */
  name: string;
  action: string;
  n: number;
}

/** How often each account did what, from one instant to another, of the actions named; by the trail. */
export async function countActions(
  db: Db,
  about: {
    /** null = every account. */
    accountId: number | null;
    libraryIds: readonly number[] | null;
    from: Date;
    until: Date;
    actions: readonly string[];
  },
): Promise<ActionCount[]> {
  const { accountId, libraryIds, from, until, actions } = about;
  const { rows } = await sql<ActionCount>`
    select actor_id as account_id, (array_agg(actor_name order by id desc))[1] as name, action, count(*)::int as n
    from audit_event
    where actor_kind = 'account' and actor_id is not null and at >= ${from} and at < ${until}
      and action = any(${[...actions]}::text[])
      and ${accountId === null ? sql`true` : sql`actor_id = ${accountId}`}
      and ${libraryIds === null ? sql`true` : sql`library_id = any(${[...libraryIds]}::bigint[])`}
    group by actor_id, action`.execute(db);
  return rows;
}
