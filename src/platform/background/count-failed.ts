import { sql } from 'kysely';
import { askWaiting } from '../database/ask-waiting.ts';
import type { Db } from '../database/db.ts';
import type { Waiting } from '../places.ts';

/** Heavy work that failed and is not tried again by itself. */
export const countFailed = async (db: Db): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(ended_at) as since from heavy_work where state = 'failed'`,
  );
