import { sql } from 'kysely';
import { askWhether } from '#platform/database/ask-whether';
import type { Db } from '#platform/database/db';

/** Was a file ever taken over, not only tried? */
export const hasImported = async (db: Db): Promise<boolean> =>
  askWhether(db, sql`select exists (select from import_run where status = 'done' and not dry_run) as found`);
