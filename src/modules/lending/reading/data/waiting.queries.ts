import { sql } from 'kysely';
import { askWaiting } from '#platform/database/ask-waiting';
import type { Db } from '#platform/database/db';
import type { Waiting } from '#platform/places';

/** Reviews that wait to be read, and reports of readers that wait to be settled, of the whole network. */
export const countToRead = async (db: Db): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(at) as since from (
        select changed_at as at from review where status = 'pending'
        union all select reported_at from content_report where settled_at is null) waiting`,
  );
