import { sql } from 'kysely';
import { askWhether } from '#platform/database/ask-whether';
import type { Db } from '#platform/database/db';

/** Is anybody a member? */
export const hasMembers = async (db: Db): Promise<boolean> =>
  askWhether(db, sql`select exists (select from member where status = 'active') as found`);
