import { sql } from 'kysely';
import type { Db } from '#platform/database/db';

export interface ActionCount {
  accountId: number;
  /** As the trail calls the account, the latest name. */
  name: string;
  action: string;
  n: number;
}

/** An act, and one that takes it back. */
export interface ActionPair {
  act: string;
  undone: string;
}

/**
 * How often each account did what, from one instant to another, of the actions named; by the trail. What takes something back is counted only
 * where the same account did that then: whoever puts a colleague's act right has done no less.
 */
export async function countActions(
  db: Db,
  about: {
    /** null = every account. */
    accountId: number | null;
    libraryIds: readonly number[] | null;
    from: Date;
    until: Date;
    actions: readonly string[];
    pairs: readonly ActionPair[];
  },
): Promise<ActionCount[]> {
  const { accountId, libraryIds, from, until, actions, pairs } = about;
  const { rows } = await sql<ActionCount>`
    with acted as (
      select id, actor_id, actor_name, action,
        -- a certificate is issued to a place in a programme and revoked by itself: both name its number
        case when action like 'certificate.%' then after ->> 'number' else entity_id end as thing
      from audit_event
      where actor_kind = 'account' and actor_id is not null and at >= ${from} and at < ${until}
        and action = any(${[...actions]}::text[])
        and ${accountId === null ? sql`true` : sql`actor_id = ${accountId}`}
        and ${libraryIds === null ? sql`true` : sql`library_id = any(${[...libraryIds]}::bigint[])`}
    ),
    pair as (
      select * from unnest(${pairs.map(({ act }) => act)}::text[], ${pairs.map(({ undone }) => undone)}::text[]) as pair (act, undone)
    ),
    own as (
      select taken.id from acted taken join pair on pair.undone = taken.action
        join acted on acted.action = pair.act and acted.actor_id = taken.actor_id and acted.thing = taken.thing
    )
    select actor_id as account_id, (array_agg(actor_name order by id desc))[1] as name, action, count(*)::int as n
    from acted where action not in (select undone from pair) or id in (select id from own)
    group by actor_id, action`.execute(db);
  return rows;
}
