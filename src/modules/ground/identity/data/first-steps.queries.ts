import { sql } from 'kysely';
import { askWhether } from '#platform/database/ask-whether';
import type { Db } from '#platform/database/db';

/** Do at least two people work here? */
export const hasColleagues = async (db: Db): Promise<boolean> =>
  askWhether(db, sql`select exists (select from account where status = 'active' offset 1) as found`);
